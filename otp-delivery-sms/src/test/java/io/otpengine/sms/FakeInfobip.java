package io.otpengine.sms;

import java.util.function.Function;

/** Infobip's SMS API, version 3, as its contract says: a refusal may come with a 200. */
final class FakeInfobip implements Function<Received, Reply> {
    static final String KEY = "infobip-key-canary";

    @Override
    public Reply apply(Received request) {
        if (!request.header("authorization").equals("App " + KEY)) {
            return error(401, "E401");
        }
        Json message = request.json().atPointer("/messages/0");
        String to = message.atPointer("/destinations/0/to").text();
        boolean good = request.path().equals("/sms/3/messages")
                && request.header("accept").equals("application/json")
                && to != null
                && to.matches("[0-9]{7,15}")
                && message.atPointer("/content/text").text() != null
                && "SECONDS"
                        .equals(message.atPointer("/options/validityPeriod/timeUnit")
                                .text())
                && message.atPointer("/options/validityPeriod/amount").value() instanceof Integer
                && "false"
                        .equals(request.json()
                                .atPointer("/options/tracking/shortenUrl")
                                .text());
        return good ? status("PENDING", "PENDING_ACCEPTED", Messages.REFERENCE) : error(400, "E400");
    }

    static Reply status(String group, String name, String messageId) {
        return Reply.json(
                200,
                "{'messages':[{'messageId':'" + messageId + "','status':{'groupId':1,'groupName':'" + group
                        + "','id':26,'name':'" + name + "','description':'" + Messages.CODE + " to " + Messages.NUMBER
                        + "'},'destination':'" + Messages.NUMBER.substring(1) + "','details':{'messageCount':1}}]}");
    }

    static Reply error(int status, String code) {
        return Reply.json(
                status,
                "{'errorCode':'" + code + "','description':'Bad " + Messages.NUMBER + "','action':'Check',"
                        + "'violations':[{'property':'to','violation':'" + Messages.CODE + "'}],'resources':[]}");
    }
}
