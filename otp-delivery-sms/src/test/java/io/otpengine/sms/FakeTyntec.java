package io.otpengine.sms;

import java.util.Map;
import java.util.function.Function;

/** tyntec's SMS API and text-to-speech API, as their contracts say. */
final class FakeTyntec implements Function<Received, Reply> {
    static final String KEY = "tyntec-key-canary";
    static final String REQUEST_ID = "f3b1a5d0-1111-4222-8333-944445555666";
    static final String CALL_ID = "0b1c2d3e-1111-4222-8333-944445555666";

    @Override
    public Reply apply(Received request) {
        if (!request.header("apikey").equals(KEY)) {
            return problem(401, "Unauthorized");
        }
        if (!request.method().equals("POST") || !request.header("content-type").startsWith(Json.TYPE)) {
            return problem(404, "NotFound");
        }
        Json body = request.json();
        return switch (request.path()) {
            case "/messaging/v1/sms" -> isSms(body) ? sms("ACCEPTED", body) : problem(400, "DataNotParseable");
            case "/tts/v1/calls" -> isCall(body) ? call() : problem(400, "DataNotParseable");
            default -> problem(404, "NotFound");
        };
    }

    /** What the description leaves open. */
    private static boolean isSms(Json body) {
        return matches(body, "to", "\\+[1-9][0-9]{6,14}")
                && matches(body, "from", "[A-Za-z0-9 ]{1,11}|\\+?[0-9]{1,15}")
                && matches(body, "message", "(?s).+")
                && matches(body, "validity", "[1-9][0-9]*")
                && body.at("partLimit").value() instanceof Integer
                && Boolean.FALSE.equals(body.at("upperCased").value());
    }

    private static boolean isCall(Json body) {
        return matches(body, "to", "[1-9][0-9]{6,14}") && matches(body, "from", "[0-9]{3,15}");
    }

    static Reply sms(String status, Json request) {
        String reference = request.at("reference").text();
        return Reply.json(
                200,
                Json.write(Map.of(
                        "requestId",
                        REQUEST_ID,
                        "href",
                        "https://api.tyntec.com/messaging/v1/messages/" + REQUEST_ID,
                        "status",
                        status,
                        "size",
                        1,
                        "parts",
                        new Object[] {Map.of("partId", "1", "deliveryState", status, "price", "0.07")},
                        "errorCode",
                        "42",
                        "errorReason",
                        Messages.CODE + " to " + Messages.NUMBER,
                        "reference",
                        reference == null ? "" : reference,
                        "to",
                        Messages.NUMBER,
                        "ttid",
                        "77292")));
    }

    static Reply call() {
        return Reply.json(
                200,
                "{'callId':'" + CALL_ID + "','status':'starting','from':'4930123456','to':'"
                        + Messages.NUMBER.substring(1) + "'}");
    }

    static Reply problem(int status, String type) {
        return Reply.json(
                status,
                "{'type':'https://docs.tyntec.com/problems/" + type + "','title':'" + type + "','status':'" + status
                        + "','detail':'to: " + Messages.NUMBER + ", message: " + Messages.CODE + " is your code.'}");
    }

    private static boolean matches(Json body, String field, String form) {
        String text = body.at(field).text();
        return text != null && text.matches(form);
    }
}
