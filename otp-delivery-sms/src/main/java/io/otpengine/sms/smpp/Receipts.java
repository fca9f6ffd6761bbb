package io.otpengine.sms.smpp;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the reference of a message by the SMSC's id for it. Both are kept in memory until the code expires; a receipt may
 * come before the answer that tells the id, and is then kept for a minute.
 */
final class Receipts implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);
    private static final Pattern ID = Pattern.compile("(?i)\\bid:([0-9a-z-]{1,65})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:([a-z]{1,7})");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,32}");
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private record Sent(String reference, Instant until) {}

    private record Early(String state, Instant until) {}

    private final SmppBuilder settings;
    private final Consumer<DeliveryReport> sink;
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Early> early = new LinkedHashMap<>();
    private final AtomicLong dropped = new AtomicLong();

    Receipts(SmppBuilder settings, Consumer<DeliveryReport> sink) {
        this.settings = settings;
        this.sink = sink;
    }

    /** Takes down what the SMSC calls a message. */
    void expect(String id, String reference, Instant until) {
        String key = settings.hexIds ? decimal(id) : plain(id);
        Early before;
        synchronized (this) {
            sent.values().removeIf(other -> other.until().isBefore(settings.clock.instant()));
            if (sent.size() >= MOST) {
                sent.remove(sent.keySet().iterator().next());
            }
            sent.put(key, new Sent(reference, until));
            before = early.remove(key);
        }
        if (before != null) {
            report(reference, before.state());
        }
    }

    /** Receipts that no message was found for. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) {
        if (!message.isSmscDeliveryReceipt()) {
            return;
        }
        String words = new String(message.getShortMessage(), StandardCharsets.ISO_8859_1);
        OptionalParameter.Receipted_message_id tlv =
                message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        String id = tlv == null ? find(ID, words) : tlv.getValueAsString();
        String state = state(message, words);
        if (id == null || state == null) {
            dropped.incrementAndGet();
            return;
        }
        // The id of a parameter is the answer's, to the letter; that of the words may be the same number in decimal.
        String key = tlv != null && settings.hexIds ? decimal(id) : plain(id);
        Sent known;
        synchronized (this) {
            Instant now = settings.clock.instant();
            known = sent.get(key);
            if (known == null) {
                int before = early.size();
                early.values().removeIf(other -> other.until().isBefore(now));
                dropped.addAndGet(before - early.size());
                if (early.size() >= MOST) {
                    dropped.incrementAndGet();
                } else {
                    early.put(key, new Early(state, now.plus(EARLY)));
                }
            }
        }
        if (known != null) {
            report(known.reference(), state);
        }
    }

    private void report(String reference, String state) {
        State meaning = switch (state) {
            case "DELIVRD" -> State.DELIVERED;
            case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> State.UNDELIVERABLE;
            default -> State.ACCEPTED;
        };
        try {
            sink.accept(new DeliveryReport(
                    reference, meaning, settings.clock.instant(), settings.name, state.toLowerCase(Locale.ROOT)));
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} could not pass on a receipt: {}",
                    settings.name,
                    e.getClass().getName());
        }
    }

    private static @Nullable String state(DeliverSm message, String words) {
        OptionalParameter.Message_state tlv = message.getOptionalParameter(OptionalParameter.Message_state.class);
        if (tlv == null) {
            String found = find(STATE, words);
            return found == null ? null : found.toUpperCase(Locale.ROOT);
        }
        return switch (tlv.getValue()) {
            case 1 -> "ENROUTE";
            case 2 -> "DELIVRD";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIV";
            case 6 -> "ACCEPTD";
            case 8 -> "REJECTD";
            default -> "UNKNOWN";
        };
    }

    private static @Nullable String find(Pattern pattern, String words) {
        Matcher found = pattern.matcher(words);
        return found.find() ? found.group(1) : null;
    }

    private static String plain(String id) {
        return id.toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }

    private static String decimal(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return HEX.matcher(lower).matches() ? new BigInteger(lower, 16).toString() : plain(id);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        LOG.debug("{} was told that a phone is back", settings.name);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("not taken", 0x03);
    }
}
