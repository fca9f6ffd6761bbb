package io.otpengine.sms;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link FailoverChannel} tried for one message. */
final class Attempts {
    /** The ways by which the number was refused. */
    private final Set<Channel> closed = new HashSet<>();

    private @Nullable DeliveryResult last;

    /** Whether a number may still be reached this way. */
    boolean reaches(Channel channel) {
        return !closed.contains(channel);
    }

    /** Takes a result down; says whether the same provider may be tried again. */
    boolean add(Channel channel, DeliveryResult result) {
        if (!(last instanceof Unknown)) {
            last = result;
        }
        if (!(result instanceof Rejected rejected)) {
            return false;
        }
        if (rejected.reason() == Rejected.Reason.RECIPIENT) {
            closed.add(channel);
        }
        return rejected.reason() == Rejected.Reason.UNAVAILABLE;
    }

    /** What the engine is told; once unknown, no later refusal makes it certain. */
    DeliveryResult result() {
        return last == null
                ? new Rejected(Rejected.Reason.UNAVAILABLE, "no time is left before the code expires")
                : last;
    }
}
