package io.otpengine.sms;

import io.otpengine.DeliveryReport.State;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** tyntec's delivery reports. They carry no signature: the unguessable reference alone vouches for them. */
public final class TyntecReceipts implements ReceiptHandler {
    private final InstantSource clock;

    private TyntecReceipts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A handler.
     *
     * @return the handler
     */
    public static TyntecReceipts create() {
        return new TyntecReceipts(InstantSource.system());
    }

    @Override
    public ReceiptAnswer handle(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        return Receipt.read(method, address, headers, body, this::read);
    }

    private ReceiptAnswer read(Receipt receipt) {
        Json json = Json.parse(receipt.body());
        if (json.isNothing()) {
            return ReceiptAnswer.refused(400);
        }
        String status = Objects.requireNonNullElse(json.at("status").text(), "");
        return ReceiptAnswer.taken(Receipt.report(
                json.at("reference").text(),
                state(status),
                clock.instant(),
                TyntecGateway.NAME,
                status,
                json.at("errorCode").text()));
    }

    private static @Nullable State state(String status) {
        return switch (status) {
            case "DELIVERED" -> State.DELIVERED;
            case "EXPIRED", "REJECTED", "UNDELIVERABLE" -> State.UNDELIVERABLE;
            case "ACCEPTED", "BUFFERED" -> State.ACCEPTED;
            default -> null;
        };
    }
}
