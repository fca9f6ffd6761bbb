package io.otpengine.customstore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.Digest;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.Sealed;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored, as text. A record is JSON: each component by its name, instants in ISO 8601, bytes in Base64, what is
 * absent left out; the names are part of the stored format, and one that this version does not know is passed over. A
 * quota is the count and the end of each of its windows.
 */
final class Stored {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Sealed.class, SealedBytes.class)
            .addMixIn(Digest.class, DigestBytes.class)
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Stored() {}

    static String json(Record stored) {
        return JSON.writeValueAsString(stored);
    }

    static <R extends Record> R record(String text, Class<R> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException e) {
            // Without the cause, whose message may quote the text.
            throw new OtpStoreException("a stored value is not one that this version can read", null);
        }
    }

    static String text(QuotaEntry entry) {
        return IntStream.range(0, QuotaEntry.MOST_WINDOWS)
                .mapToObj(window -> entry.count(window) + " " + entry.end(window))
                .collect(Collectors.joining(" "));
    }

    static QuotaEntry entry(String text) {
        if (text.isEmpty()) {
            return QuotaEntry.NONE;
        }
        String[] parts = text.split(" ", -1);
        return QuotaEntry.of(
                Stream.of(0, 2, 4, 6).map(i -> Integer.valueOf(parts[i])).toList(),
                Stream.of(1, 3, 5, 7).map(i -> Long.valueOf(parts[i])).toList());
    }

    private abstract static class SealedBytes {
        @JsonValue
        abstract byte[] toBytes();

        @JsonCreator
        static Sealed of(byte[] bytes) {
            return Sealed.of(bytes);
        }
    }

    private abstract static class DigestBytes {
        @JsonValue
        abstract byte[] toBytes();

        @JsonCreator
        static Digest of(byte[] bytes) {
            return Digest.of(bytes);
        }
    }
}
