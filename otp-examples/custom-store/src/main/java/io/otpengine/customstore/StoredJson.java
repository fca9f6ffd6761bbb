package io.otpengine.customstore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.Digest;
import io.otpengine.spi.Sealed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON: each component by its name, instants in ISO 8601, bytes in Base64, what is absent left out. The names
 * are part of the stored format; a component that this version does not know is passed over.
 */
final class StoredJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Sealed.class, SealedBytes.class)
            .addMixIn(Digest.class, DigestBytes.class)
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private StoredJson() {}

    static String write(Record stored) {
        return JSON.writeValueAsString(stored);
    }

    static <R extends Record> R read(String text, Class<R> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException e) {
            // Without the cause, whose message may quote the text.
            throw new OtpStoreException("a stored value is not one that this version can read", null);
        }
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
