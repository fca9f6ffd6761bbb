package io.otpengine.sms.smpp;

import java.util.concurrent.CompletableFuture;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPSession;

/** A session that was bound, and the news of its end, which the library tells to nobody who waits for an answer. */
final class Bound {
    private final SMPPSession session;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Bound(SMPPSession session) {
        this.session = session;
    }

    SMPPSession session() {
        return session;
    }

    boolean isAlive() {
        return !end.isDone() && session.getSessionState() == SessionState.BOUND_TRX;
    }

    CompletableFuture<Void> end() {
        return end;
    }
}
