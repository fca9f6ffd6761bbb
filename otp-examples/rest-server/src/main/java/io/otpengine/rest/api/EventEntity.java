package io.otpengine.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.otpengine.OtpEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an OTP.
 *
 * @param type what
 * @param status {@code success} or {@code failed}, left out where it is neither
 * @param statusText more about it, left out if there is no more
 * @param created when, in milliseconds since the epoch
 * @param timestampCreated the same in ISO 8601
 */
@JsonInclude(Include.NON_NULL)
record EventEntity(
        String type, @Nullable String status, @Nullable String statusText, long created, String timestampCreated) {
    static EventEntity of(OtpEvent event) {
        return new EventEntity(
                event.type().name(),
                Readings.statusOf(event.type()),
                event.detail(),
                event.at().toEpochMilli(),
                Timestamps.of(event.at()));
    }
}
