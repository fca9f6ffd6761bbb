package io.otpengine.rest.page;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request of the page's that comes to nothing, and the sentence to show for it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient View.Trouble trouble;
    private final @Nullable Duration retryAfter;

    Refusal(int status, String message) {
        this(status, message, null);
    }

    Refusal(int status, String message, @Nullable String field) {
        this(status, new View.Trouble(message, field, null), null);
    }

    private Refusal(int status, View.Trouble trouble, @Nullable Duration retryAfter) {
        super(trouble.message(), null, false, false);
        this.status = status;
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    /** One that need not come to nothing later. */
    static Refusal until(String message, Instant now, Duration retryAfter) {
        return new Refusal(
                429, new View.Trouble(message, null, now.plus(retryAfter).toEpochMilli()), retryAfter);
    }

    int status() {
        return status;
    }

    View.Trouble trouble() {
        return trouble;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
