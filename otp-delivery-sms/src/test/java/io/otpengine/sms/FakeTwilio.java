package io.otpengine.sms;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** Twilio's Messages and Calls, as their contract says. */
final class FakeTwilio implements Function<Received, Reply> {
    static final String SID = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "twilio-token-canary";
    static final String MESSAGE_ID = "SM" + "a".repeat(32);
    static final String CALL_ID = "CA" + "b".repeat(32);

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
            return call("queued");
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
        return message("queued", "null");
    }

    static Reply message(String status, String errorCode) {
        return Reply.json(
                201,
                "{'account_sid':'" + SID + "','api_version':'2010-04-01','body':'" + Messages.CODE + "','sid':'"
                        + MESSAGE_ID + "','status':'" + status + "','direction':'outbound-api','num_segments':'1',"
                        + "'error_code':" + errorCode + ",'error_message':null,'price':null,'price_unit':null,"
                        + "'date_created':'Fri, 24 May 2019 17:44:46 +0000','to':'" + Messages.NUMBER + "'}");
    }

    static Reply call(String status) {
        return Reply.json(
                201,
                "{'account_sid':'" + SID + "','sid':'" + CALL_ID + "','status':'" + status
                        + "','duration':null,'direction':'outbound-api','to':'" + Messages.NUMBER + "'}");
    }

    static Reply error(int status, int code) {
        return Reply.json(
                status,
                "{'code':" + code + ",'message':'The number " + Messages.NUMBER + " cannot get " + Messages.CODE
                        + "','more_info':'https://www.twilio.com/docs/errors/" + code + "','status':" + status + "}");
    }
}
