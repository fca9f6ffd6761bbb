package io.otpengine.sms.smpp;

import io.otpengine.sms.Sms;
import io.otpengine.sms.SmsGateway;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SMS over one SMPP 3.4 session, bound as transceiver and bound again when it is lost. It has threads of its own and
 * those of the library, until it is closed.
 *
 * <p>Safe for use by several threads.
 */
public final class SmppGateway implements SmsGateway, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,65}");
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final SmppBuilder settings;
    private final Receipts receipts;
    private final Link link;
    private final Semaphore window;
    private final ExecutorService threads;
    private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());

    SmppGateway(SmppBuilder settings) {
        this.settings = settings;
        this.receipts = new Receipts(settings, settings.reports);
        this.window = new Semaphore(settings.window);
        this.threads = Executors.newCachedThreadPool(Link::daemon);
        if (settings.tls == null && !settings.isLocal()) {
            LOG.warn("{} is bound without TLS: codes and the password cross the network in clear", settings.name);
        }
        this.link = new Link(settings, receipts);
    }

    /**
     * Starts a gateway.
     *
     * @param name the operator's name for events and logs, at most 64 printable ASCII characters
     * @return a builder
     */
    public static SmppBuilder builder(String name) {
        return new SmppBuilder(name);
    }

    @Override
    public String name() {
        return settings.name;
    }

    /**
     * How many receipts no message was found for, because they came too late, after a restart, or from nowhere.
     *
     * @return the count since the gateway was built
     */
    public long droppedReceipts() {
        return receipts.dropped();
    }

    @Override
    public DeliveryResult send(Sms sms) {
        if (threads.isShutdown()) {
            return new Rejected(Reason.UNAVAILABLE, settings.name + " is closed");
        }
        if (System.nanoTime() - pausedUntil.get() < 0) {
            return new Rejected(Reason.UNAVAILABLE, settings.name + " asked for a pause");
        }
        long end = System.nanoTime() + sms.limit().toNanos();
        try {
            if (!window.tryAcquire(sms.limit().toNanos(), TimeUnit.NANOSECONDS)) {
                return new Rejected(Reason.UNAVAILABLE, settings.name + " has its window full");
            }
            SMPPSession session = link.session(Duration.ofNanos(end - System.nanoTime()));
            if (session == null || session.getSessionState() != SessionState.BOUND_TRX) {
                window.release();
                return new Rejected(Reason.UNAVAILABLE, settings.name + " is not bound");
            }
            return outcome(sms, session, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown(settings.name + ": interrupted");
        }
    }

    /** On a thread of its own: the library's time for an answer is the session's, and may be longer than this message's. */
    private DeliveryResult outcome(Sms sms, SMPPSession session, long end) throws InterruptedException {
        Future<DeliveryResult> answer = threads.submit(() -> {
            try {
                return submit(sms, session);
            } finally {
                window.release();
            }
        });
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Unknown(settings.name + ": no answer in time");
        } catch (ExecutionException e) {
            return new Unknown(settings.name + ": failed");
        }
    }

    private DeliveryResult submit(Sms sms, SMPPSession session) {
        try {
            String id = new Submission(sms, settings.alphabet).to(session, settings.wantsReceipts());
            receipts.expect(id, sms.message().reference(), sms.message().deadline());
            return new Accepted(settings.name, ID.matcher(id).matches() ? id : null);
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus());
        } catch (PDUException e) {
            // Its message has the text in it.
            return new Rejected(Reason.MESSAGE, settings.name + " cannot carry this message");
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            return new Unknown(settings.name + ": no answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    private DeliveryResult refused(int status) {
        Reason reason = switch (status) {
            case 0x0a -> Reason.SENDER;
            case 0x0b -> Reason.RECIPIENT;
            case 0x08, 0x14, 0x45, 0x58, 0x64 -> Reason.UNAVAILABLE;
            case 0x04, 0x0d, 0x0e, 0x0f -> Reason.CONFIGURATION;
            default -> Reason.MESSAGE;
        };
        if (status == 0x14 || status == 0x58) {
            pausedUntil.set(System.nanoTime() + PAUSE_NANOS);
        }
        return new Rejected(reason, settings.name + String.format(Locale.ROOT, " refused (status 0x%02x)", status));
    }

    /** Unbinds. Messages that are being sent meanwhile may end as unknown. */
    @Override
    public void close() {
        link.close();
        threads.shutdown();
    }
}
