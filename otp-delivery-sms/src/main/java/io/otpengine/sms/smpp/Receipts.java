package io.otpengine.sms.smpp;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the reference of a message by the SMSC's id for it. Both are kept in memory until the code expires; a receipt may
 * come before the answer that tells the id, and is then kept for a minute. Reports go out on a thread of their own, so
 * that who takes them slowly does not hold up the answers to messages, which come over the same session.
 */
final class Receipts implements MessageReceiverListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int MOST = 100_000;
    private static final int MOST_WAITING = 1_000;

    private final SmppBuilder settings;
    private final Remembered<String> references = new Remembered<>(MOST);
    private final Remembered<Notice> early = new Remembered<>(MOST);
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor thread;

    Receipts(SmppBuilder settings) {
        this.settings = settings;
        this.thread = new ThreadPoolExecutor(
                0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), SmppGateway::daemon);
    }

    /** Takes down what the SMSC calls a message. */
    void expect(String id, String reference, Instant until) {
        String key = settings.idForm.answered(id);
        Notice before;
        synchronized (this) {
            Instant now = settings.clock.instant();
            references.put(key, reference, until, now);
            before = early.remove(key, now);
        }
        if (before != null && !report(reference, before)) {
            dropped.incrementAndGet();
        }
    }

    /** Receipts that no message was found for. */
    synchronized long dropped() {
        return dropped.addAndGet(early.sweep(settings.clock.instant()));
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        if (message.isSmscDeliveryReceipt()) {
            accept(Notice.of(message, message.getShortMessage()));
        }
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        if (!DeliverSm.isSmscDeliveryReceipt(message.getEsmClass())) {
            throw new ProcessRequestException("only receipts are taken", SMPPConstant.STAT_ESME_RX_P_APPN);
        }
        accept(Notice.of(message, null));
        try {
            return new DataSmResult(new MessageId(""), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        LOG.debug("{} was told that a phone is back", settings.name);
    }

    private void accept(@Nullable Notice notice) throws ProcessRequestException {
        if (notice == null) {
            dropped.incrementAndGet();
            return;
        }
        String key = notice.byParameter() ? settings.idForm.answered(notice.id()) : settings.idForm.worded(notice.id());
        String reference;
        synchronized (this) {
            Instant now = settings.clock.instant();
            reference = references.get(key, now);
            if (reference == null) {
                park(key, notice, now);
            }
        }
        if (reference != null && !report(reference, notice)) {
            throw new ProcessRequestException("too many receipts are waiting", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    /** Of several early ones a final one stays. */
    private void park(String key, Notice notice, Instant now) {
        Notice other = early.get(key, now);
        if (other == null || other.state() == State.ACCEPTED) {
            dropped.addAndGet(early.put(key, notice, now.plus(EARLY), now));
        }
    }

    /** False if there is no room for it, so that the SMSC tries again later. */
    private boolean report(String reference, Notice notice) {
        DeliveryReport report = new DeliveryReport(
                reference,
                notice.state(),
                settings.clock.instant(),
                settings.name,
                notice.word().toLowerCase(Locale.ROOT));
        try {
            thread.execute(() -> pass(report));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void pass(DeliveryReport report) {
        try {
            settings.reports.accept(report);
        } catch (RuntimeException e) {
            String what = e.getClass().getName();
            LOG.warn("{} could not pass on a receipt: {}", settings.name, what);
        }
    }

    /** Passes on what waits, for a second at most, and takes no more. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean ended = thread.awaitTermination(1, TimeUnit.SECONDS);
            LOG.debug("{} passed on all receipts: {}", settings.name, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
