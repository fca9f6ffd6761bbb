package io.otpengine.sms;

import java.util.Map;
import java.util.function.Function;

/** Vonage's SMS API, as its contract says: 200 for everything. */
final class FakeVonage implements Function<Received, Reply> {
    static final String KEY = "abcd1234";
    static final String SECRET = "vonage-secret-canary";

    @Override
    public Reply apply(Received request) {
        Map<String, String> form = request.form();
        if (!request.path().equals("/sms/json")) {
            return Reply.html(404);
        }
        if (!KEY.equals(form.get("api_key")) || !SECRET.equals(form.get("api_secret"))) {
            return statuses("4");
        }
        for (String field : new String[] {"from", "to", "text", "type", "ttl", "client-ref"}) {
            if (form.getOrDefault(field, "").isEmpty()) {
                return statuses("2");
            }
        }
        long ttl = Long.parseLong(form.get("ttl"));
        boolean unicode = SmsSize.of(form.get("text")).encoding() == SmsEncoding.UCS_2;
        boolean good = form.get("to").matches("[0-9]{7,15}")
                && form.get("type").equals(unicode ? "unicode" : "text")
                && form.get("client-ref").length() <= 40
                && ttl >= 20_000
                && ttl <= 604_800_000;
        return statuses(good ? "0" : "3");
    }

    /** An answer with one part for each status. */
    static Reply statuses(String... statuses) {
        StringBuilder parts = new StringBuilder();
        for (String status : statuses) {
            parts.append(parts.isEmpty() ? "" : ",")
                    .append("{'status':'" + status + "','to':'" + Messages.NUMBER.substring(1) + "',")
                    .append(
                            status.equals("0")
                                    ? "'message-id':'0A0000000123ABCD1','remaining-balance':'3.1','network':'26201'}"
                                    : "'error-text':'Cannot send " + Messages.CODE + "'}");
        }
        return Reply.json(200, "{'message-count':'" + statuses.length + "','messages':[" + parts + "]}");
    }
}
