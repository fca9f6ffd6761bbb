package io.otpengine.sms;

import io.otpengine.DeliveryReport;
import io.otpengine.DeliveryReport.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request with a receipt, and what all handlers do with one. */
final class Receipt {
    private static final int LONGEST_BODY = 256 * 1024;
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{39}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final URI address;
    private final Map<String, List<String>> headers;
    private final byte[] octets;

    Receipt(URI address, Map<String, List<String>> headers, byte[] octets) {
        this.address = address;
        this.headers = headers;
        this.octets = octets;
    }

    /** Reads a request that was authenticated, or refuses it. */
    interface Reading {
        /** Throws IllegalArgumentException for what cannot be read. */
        ReceiptAnswer read(Receipt receipt);
    }

    static ReceiptAnswer read(
            String method, URI address, Map<String, List<String>> headers, byte[] body, Reading reading) {
        if (!method.equals("POST")) {
            return ReceiptAnswer.refused(405);
        }
        if (body.length > LONGEST_BODY) {
            return ReceiptAnswer.refused(413);
        }
        try {
            return reading.read(new Receipt(address, headers, body));
        } catch (IllegalArgumentException e) {
            return ReceiptAnswer.refused(400);
        }
    }

    URI address() {
        return address;
    }

    /** The body as it came: a signature covers octets, whatever text they make. */
    byte[] octets() {
        return octets;
    }

    String body() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Nullable
    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(null);
    }

    /**
     * A report for one message. A reference that is none of ours or a status without a meaning makes no report, and no
     * difference in the answer.
     *
     * @param code the provider's error code, shown only if it is an identifier
     */
    static List<DeliveryReport> report(
            @Nullable String reference,
            @Nullable State state,
            Instant at,
            String provider,
            String status,
            @Nullable String code) {
        if (state == null || reference == null || !REFERENCE.matcher(reference).matches()) {
            return List.of();
        }
        String detail = shown(status) + (code == null || code.isBlank() ? "" : ", code " + shown(code));
        return List.of(new DeliveryReport(reference, state, at, provider, detail));
    }

    private static String shown(String word) {
        return CODE.matcher(word).matches() ? word.toLowerCase(Locale.ROOT) : "unreadable";
    }

    @Override
    public String toString() {
        return "Receipt[***]";
    }
}
