package io.otpengine.sms;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Infobip's delivery reports, many to a request. How they are signed is settled in the account. */
public final class InfobipReceipts implements ReceiptHandler {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    private final ReceiptAuth auth;
    private final InstantSource clock;

    private InfobipReceipts(ReceiptAuth auth, InstantSource clock) {
        this.auth = auth;
        this.clock = clock;
    }

    /**
     * A handler.
     *
     * @param auth how receipts are known to be Infobip's; those asked for with the message itself are not signed
     * @return the handler
     */
    public static InfobipReceipts with(ReceiptAuth auth) {
        return new InfobipReceipts(Settings.required("auth", auth), InstantSource.system());
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        if (!auth.passes(receipt)) {
            return ReceiptAnswer.refused(401);
        }
        Json json = Json.parse(receipt.body());
        if (json.isNothing()) {
            return ReceiptAnswer.refused(400);
        }
        return ReceiptAnswer.taken(json.at("results").elements().stream()
                .flatMap(result -> report(result).stream())
                .toList());
    }

    private List<DeliveryReport> report(Json result) {
        String name = Objects.requireNonNullElse(result.at("status").at("name").text(), "");
        String group =
                Objects.requireNonNullElse(result.at("status").at("groupName").text(), "");
        String reference = result.at("callbackData").text();
        return Receipt.report(
                reference == null ? result.at("messageId").text() : reference,
                state(group, name),
                time(result.at("doneAt").text()),
                InfobipGateway.NAME,
                name,
                result.at("error").at("name").text());
    }

    private Instant time(@Nullable String doneAt) {
        try {
            return doneAt == null
                    ? clock.instant()
                    : OffsetDateTime.parse(doneAt, TIME).toInstant();
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }

    /** What reached the operator did not reach the phone, whatever group it is in. */
    private static @Nullable State state(String group, String name) {
        return switch (group) {
            case "DELIVERED" -> name.equals("DELIVERED_TO_OPERATOR") ? State.ACCEPTED : State.DELIVERED;
            case "UNDELIVERABLE", "EXPIRED", "REJECTED" -> State.UNDELIVERABLE;
            case "ACCEPTED", "PENDING" -> State.ACCEPTED;
            default -> null;
        };
    }
}
