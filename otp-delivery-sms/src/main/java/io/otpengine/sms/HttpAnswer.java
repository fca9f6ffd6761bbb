package io.otpengine.sms;

/** A provider's answer. Prints its status alone: providers repeat numbers and texts in their answers. */
record HttpAnswer(int status, String body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Json json() {
        return Json.parse(body);
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
