package io.otpengine.sms.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one session bound: binds again when it is lost, later and later while that fails. */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    /** Invalid system id, password, or bind failed: to ask again at once would lock the account. */
    private static final Set<Integer> WRONG_CREDENTIALS = Set.of(0x0d, 0x0e, 0x0f);

    private final SmppBuilder settings;
    private final MessageReceiverListener receiver;
    private final ScheduledExecutorService thread;
    private CompletableFuture<SMPPSession> bound = new CompletableFuture<>();
    private int failures;
    private boolean closed;

    Link(SmppBuilder settings, MessageReceiverListener receiver) {
        this.settings = settings;
        this.receiver = receiver;
        this.thread = Executors.newSingleThreadScheduledExecutor(Link::daemon);
        thread.execute(this::bind);
    }

    static Thread daemon(Runnable task) {
        Thread daemon = new Thread(task, "otp-smpp");
        daemon.setDaemon(true);
        return daemon;
    }

    /** A bound session, waited for as long as it may take to connect. */
    @Nullable
    SMPPSession session(Duration limit) throws InterruptedException {
        Duration wait = limit.compareTo(settings.connect) < 0 ? limit : settings.connect;
        try {
            return current().get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        }
    }

    private synchronized CompletableFuture<SMPPSession> current() {
        return bound;
    }

    private void bind() {
        SMPPSession session = new SMPPSession(new Sockets(settings.tls, settings.connect));
        session.setEnquireLinkTimer(Math.toIntExact(settings.enquireLink.toMillis()));
        session.setTransactionTimer(settings.attempt.toMillis());
        session.setMessageReceiverListener(receiver);
        try {
            session.connectAndBind(
                    settings.host,
                    settings.port,
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId,
                            settings.password.reveal(),
                            settings.systemType,
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    settings.attempt.toMillis());
        } catch (IOException | RuntimeException e) {
            failed(e);
            session.unbindAndClose();
            return;
        }
        // Only now: the library reports a state of BOUND even for a bind that was refused.
        session.addSessionStateListener((state, before, source) -> {
            if (state == SessionState.CLOSED) {
                lost(session);
            }
        });
        taken(session);
        if (session.getSessionState() == SessionState.CLOSED) {
            lost(session);
        }
    }

    private synchronized void taken(SMPPSession session) {
        failures = 0;
        bound.complete(session);
        if (closed) {
            session.unbindAndClose();
        }
    }

    @SuppressWarnings("ReferenceEquality") // one session is not another, whatever it holds
    private synchronized void lost(SMPPSession session) {
        if (bound.getNow(null) == session && !closed) {
            LOG.warn("{} lost its SMPP session and binds again", settings.name);
            bound = new CompletableFuture<>();
            later(Duration.ofMillis(100));
        }
    }

    private synchronized void failed(Exception failure) {
        boolean refused = failure.getCause() instanceof NegativeResponseException answer
                && WRONG_CREDENTIALS.contains(answer.getCommandStatus());
        failures++;
        long seconds = Math.min(LONGEST_WAIT.toSeconds(), 1L << Math.min(6, failures - 1));
        Duration wait = refused ? LONGEST_WAIT : Duration.ofSeconds(seconds);
        LOG.warn(
                "{} could not bind ({}{}); next try in {}",
                settings.name,
                failure.getClass().getSimpleName(),
                refused ? ", credentials refused" : "",
                wait);
        later(wait);
    }

    /** A little later by the clock's last digits, so that nodes do not come back in step. */
    private void later(Duration wait) {
        if (!closed) {
            long spread = Math.floorMod(System.nanoTime(), wait.toNanos() / 4);
            var unused = thread.schedule(this::bind, wait.toNanos() + spread, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        SMPPSession session;
        synchronized (this) {
            closed = true;
            session = bound.getNow(null);
        }
        thread.shutdownNow();
        if (session != null) {
            session.unbindAndClose();
        }
    }
}
