package io.otpengine.sms;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** Twilio's Messages and Calls, as their contract says. */
final class FakeTwilio implements Function<Received, Reply> {
    static final String SID = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "twilio-token-canary";

    static TwilioAccount account() {
        return TwilioAccount.of(SID, Secret.of(TOKEN));
    }

    @Override
    public Reply apply(Received request) {
        String credentials = Base64.getEncoder().encodeToString((SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!request.header("authorization").equals("Basic " + credentials)) {
            return error(401, 20003);
        }
        if (!request.header("content-type").equals("application/x-www-form-urlencoded")) {
            return error(415, 20001);
        }
        Map<String, String> form = request.form();
        if (!form.getOrDefault("To", "").matches("\\+[1-9][0-9]{6,14}")) {
            return error(400, 21211);
        }
        if (form.containsKey("From") == false && !form.containsKey("MessagingServiceSid")) {
            return error(400, 21603);
        }
        String root = "/2010-04-01/Accounts/" + SID;
        if (request.path().equals(root + "/Calls.json")
                && form.getOrDefault("Twiml", "").startsWith("<Response>")) {
            return Reply.json(
                    201, "{'sid':'CA" + "b".repeat(32) + "','status':'queued','to':'" + form.get("To") + "'}");
        }
        if (request.path().equals(root + "/Messages.json")) {
            return message(form);
        }
        return error(404, 20404);
    }

    private static Reply message(Map<String, String> form) {
        String body = form.getOrDefault("Body", "");
        if (body.isEmpty() || body.length() > 1600) {
            return error(400, body.isEmpty() ? 21602 : 21617);
        }
        int validity = Integer.parseInt(form.getOrDefault("ValidityPeriod", "1"));
        if (validity < 1 || validity > 14_400) {
            return error(400, 21621);
        }
        return Reply.json(
                201,
                "{'sid':'SM" + "a".repeat(32) + "','status':'queued','num_segments':'1','error_code':null,"
                        + "'error_message':null,'price':null,'to':'" + form.get("To") + "'}");
    }

    static Reply error(int status, int code) {
        return Reply.json(
                status,
                "{'code':" + code + ",'message':'The number " + Messages.NUMBER + " cannot get " + Messages.CODE
                        + "','more_info':'https://www.twilio.com/docs/errors/" + code + "','status':" + status + "}");
    }
}
