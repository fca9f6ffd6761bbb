package io.otpengine.internal.lifecycle;

import io.otpengine.spi.OtpRecord;

/** What a rule made of a record: an answer as things stand, or an answer that holds once a next record is written. */
sealed interface Decision<T> {
    record AsItStands<T>(T answer) implements Decision<T> {}

    record OnceWritten<T>(OtpRecord next, T answer) implements Decision<T> {}
}
