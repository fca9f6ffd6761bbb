package io.otpengine.internal.lifecycle;

import io.otpengine.OtpEvent;
import org.jspecify.annotations.Nullable;

/** What a channel answered, without anything secret that it may have said. */
record Answer(
        OtpEvent.Type type,
        @Nullable String provider,
        @Nullable String messageId,
        @Nullable String detail) {}
