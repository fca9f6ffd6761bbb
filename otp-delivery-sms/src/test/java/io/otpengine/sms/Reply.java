package io.otpengine.sms;

/** What a fake provider answers. */
record Reply(int status, String type, String body) {
    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body.replace('\'', '"'));
    }

    static Reply html(int status) {
        return new Reply(status, "text/html", "<html><body>" + status + "</body></html>");
    }
}
