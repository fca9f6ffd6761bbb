package io.otpengine.internal.lifecycle;

import io.otpengine.spi.OtpRecord;

/** What a rule made of a record: an answer as things stand, or an answer that holds once a next record is written. */
sealed interface Decision<T> {
    record AsItStands<T>(T answer) implements Decision<T> {}

    /** What {@code atOnce} does follows the write before anybody hears of it, so that no listener comes in between. */
    record OnceWritten<T>(OtpRecord next, T answer, Runnable atOnce) implements Decision<T> {
        OnceWritten(OtpRecord next, T answer) {
            this(next, answer, () -> {});
        }
    }
}
