package io.otpengine.sms;

import java.util.Set;
import java.util.function.Function;

/** tyntec's SMS API, version 1, as its contract says. */
final class FakeTyntec implements Function<Received, Reply> {
    static final String KEY = "tyntec-key-canary";

    private static final Set<String> FIELDS = Set.of(
            "to",
            "from",
            "message",
            "encoding",
            "trate",
            "mrate",
            "upperCased",
            "partLimit",
            "validity",
            "reference",
            "callbackUrl",
            "callbackMethod");

    @Override
    public Reply apply(Received request) {
        if (!request.header("apikey").equals(KEY)) {
            return problem(401, "Unauthorized");
        }
        if (!request.method().equals("POST") || !request.path().equals("/messaging/v1/sms")) {
            return problem(404, "NotFound");
        }
        Json body = request.json();
        boolean good = request.header("content-type").startsWith("application/json")
                && body.value() instanceof java.util.Map<?, ?> fields
                && FIELDS.containsAll(fields.keySet())
                && matches(body, "to", "\\+[1-9][0-9]{6,14}")
                && matches(body, "from", "[A-Za-z0-9 ]{1,11}|\\+?[0-9]{1,15}")
                && matches(body, "message", "(?s).+")
                && matches(body, "encoding", "AUTO|UNICODE")
                && body.at("validity").value() instanceof String
                && matches(body, "validity", "[1-9][0-9]*")
                && body.at("partLimit").value() instanceof Integer
                && Boolean.FALSE.equals(body.at("upperCased").value());
        return good
                ? Reply.json(
                        200,
                        "{'requestId':'f3b1a5d0-1111-4222-8333-944445555666','href':'https://x/','status':'ACCEPTED',"
                                + "'size':1,'parts':[{'partId':'1','deliveryState':'ACCEPTED'}],'errorCode':null,"
                                + "'reference':'" + body.at("reference").text() + "','ttid':77292}")
                : problem(400, "DataNotParseable");
    }

    static Reply problem(int status, String type) {
        return Reply.json(
                status,
                "{'type':'https://docs.tyntec.com/problems/" + type + "','title':'" + type + "','status':" + status
                        + ",'detail':'to: " + Messages.NUMBER + ", message: " + Messages.CODE + " is your code.'}");
    }

    private static boolean matches(Json body, String field, String form) {
        String text = body.at(field).text();
        return text != null && text.matches(form);
    }
}
