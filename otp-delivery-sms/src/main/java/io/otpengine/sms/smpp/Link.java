package io.otpengine.sms.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.SynchronizedPDUSender;
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

/**
 * Keeps one session bound: binds again when it is lost, at one host after the other, later and later while that fails.
 *
 * <p>The library calls {@link #closed} with a lock of its session held, so nothing that takes that lock is called from
 * here with this object's.
 */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    /** Invalid system id, password, or bind failed: to ask again at once would lock the account. */
    private static final Set<Integer> WRONG_CREDENTIALS = Set.of(0x0d, 0x0e, 0x0f);

    private static final long LONGEST_UNBIND = 2_000;

    private final SmppBuilder settings;
    private final MessageReceiverListener receiver;
    private final Binds binds;
    private final Sockets sockets;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(SmppGateway::daemon);
    private @Nullable SMPPSession binding;
    private @Nullable Bound bound;
    private long boundAt;
    private int failures;
    private int firstHost;
    private boolean closed;

    Link(SmppBuilder settings, MessageReceiverListener receiver, Binds binds) {
        this.settings = settings;
        this.receiver = receiver;
        this.binds = binds;
        this.sockets = new Sockets(settings.tls, settings.connect);
    }

    void start() {
        thread.execute(this::bindSomewhere);
    }

    private void bindSomewhere() {
        int hosts = settings.hosts.size();
        for (int i = firstHost; i < firstHost + hosts && !isClosed(); i++) {
            Host host = settings.hosts.get(i % hosts);
            try {
                SMPPSession session = bind(host);
                firstHost = 0;
                taken(session);
                return;
            } catch (IOException | RuntimeException e) {
                boolean refused = isRefusal(e);
                LOG.warn("{} could not bind at {}: {}", settings.name, host, words(e));
                if (refused) {
                    firstHost = (i + 1) % hosts;
                    later(settings.reconnect.refused(ThreadLocalRandom.current().nextDouble()));
                    return;
                }
            }
        }
        firstHost = 0;
        failed(failures() + 1);
    }

    private SMPPSession bind(Host host) throws IOException {
        SMPPSession session =
                new SMPPSession(new SynchronizedPDUSender(new DefaultPDUSender()), new BoundedReader(), sockets);
        session.setEnquireLinkTimer(Math.toIntExact(settings.enquireLink.toMillis()));
        session.setTransactionTimer(settings.attempt.toMillis());
        // Answers to a full window find room behind receipts.
        session.setQueueCapacity(100 + settings.window);
        session.setMessageReceiverListener(receiver);
        Thread binder = Thread.currentThread();
        session.addSessionStateListener((state, before, source) -> {
            if (state == SessionState.CLOSED) {
                closed(session, binder);
            } else if (state == SessionState.UNBOUND) {
                unbound(session);
            }
        });
        setBinding(session);
        try {
            BindParameter account = new BindParameter(
                    BindType.BIND_TRX,
                    settings.systemId,
                    settings.checkedPassword(),
                    settings.systemType,
                    TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.UNKNOWN,
                    null);
            session.connectAndBind(host.address(), host.port(), account, settings.attempt.toMillis());
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        } finally {
            setBinding(null);
            // The interruption, if any, was for this bind; whether all is over says the field.
            Thread.interrupted();
        }
    }

    private synchronized void setBinding(@Nullable SMPPSession session) {
        binding = session;
    }

    private void taken(SMPPSession session) {
        Bound next = new Bound(session);
        synchronized (this) {
            if (!closed) {
                bound = next;
                boundAt = System.nanoTime();
            }
        }
        if (isClosed()) {
            end(session);
            return;
        }
        binds.up(next);
        if (!next.isAlive()) {
            closed(session, Thread.currentThread());
        }
    }

    /** A bind under way would otherwise wait for its answer to the end, though nobody is there to give it. */
    @SuppressWarnings("ReferenceEquality") // one session is not another, whatever it holds
    private synchronized void closed(SMPPSession session, Thread binder) {
        if (binding == session) {
            binder.interrupt();
        } else if (bound != null && bound.session() == session) {
            binds.down(bound);
            bound = null;
            LOG.warn("{} lost its SMPP session and binds again", settings.name);
            failed(Backoff.afterSession(failures, Duration.ofNanos(System.nanoTime() - boundAt)));
        }
    }

    /** The SMSC's wish, which the library answers, and then waits for the SMSC to say more. */
    private synchronized void unbound(SMPPSession session) {
        if (!closed) {
            thread.execute(session::close);
        }
    }

    private synchronized int failures() {
        return failures;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void failed(int times) {
        failures = times;
        later(settings.reconnect.after(times, ThreadLocalRandom.current().nextDouble()));
    }

    private synchronized void later(Duration wait) {
        if (!closed) {
            LOG.info("{} binds again in {} ms", settings.name, wait.toMillis());
            var unused = thread.schedule(this::bindSomewhere, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static boolean isRefusal(Exception failure) {
        return failure.getCause() instanceof NegativeResponseException answer
                && WRONG_CREDENTIALS.contains(answer.getCommandStatus());
    }

    /** Never the message: it may repeat what was sent. */
    private static String words(Exception failure) {
        return failure.getCause() instanceof NegativeResponseException answer
                ? "refused " + Refusals.hex(answer.getCommandStatus())
                : failure.getClass().getSimpleName();
    }

    /** In bounded time, whatever the peer does. */
    private void end(SMPPSession session) {
        session.setTransactionTimer(Math.min(LONGEST_UNBIND, settings.attempt.toMillis()));
        session.unbindAndClose();
    }

    /** Waits for a resolver that hangs no longer than for anything else; its thread ends when it does. */
    @Override
    public void close() {
        Bound last;
        synchronized (this) {
            closed = true;
            last = bound;
            bound = null;
        }
        thread.shutdownNow();
        sockets.close();
        if (last != null) {
            end(last.session());
            binds.down(last);
        }
        try {
            boolean ended = thread.awaitTermination(1, TimeUnit.SECONDS);
            LOG.debug("{}: a link ended: {}", settings.name, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
