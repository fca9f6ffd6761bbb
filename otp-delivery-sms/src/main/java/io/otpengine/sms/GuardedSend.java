package io.otpengine.sms;

import io.otpengine.sms.internal.Identifiers;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every channel of this package does around its gateway: check the message, bound the time, let nothing out. */
record GuardedSend(String provider, Duration total, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedSend.class);
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_TEXT = 4000;

    GuardedSend {
        Identifiers.name(provider);
        Durations.check("total", total, Duration.ofMinutes(1));
        Settings.required("clock", clock);
    }

    /** The gateway behind it. */
    interface Gateway {
        DeliveryResult send(Duration lifetime, Duration limit);
    }

    static GuardedSend by(String provider) {
        return new GuardedSend(provider, Duration.ofSeconds(12), InstantSource.system());
    }

    GuardedSend total(Duration longest) {
        return new GuardedSend(provider, longest, clock);
    }

    GuardedSend clock(InstantSource source) {
        return new GuardedSend(provider, total, source);
    }

    DeliveryResult send(OtpMessage message, Duration limit, Gateway gateway) {
        if (!E164.matcher(message.number()).matches()) {
            return new Rejected(Reason.RECIPIENT, "the number is not E.164");
        }
        if (message.text().length() > LONGEST_TEXT
                || Unprintable.in(message.text())
                || !REFERENCE.matcher(message.reference()).matches()) {
            return new Rejected(Reason.MESSAGE, "the text or the reference is too long or has control characters");
        }
        Duration lifetime = Duration.between(clock.instant(), message.deadline());
        Duration time = Durations.shortest(lifetime, limit, total);
        if (time.isNegative() || time.isZero()) {
            return new Rejected(Reason.UNAVAILABLE, "no time is left before the code expires");
        }
        try {
            DeliveryResult result = gateway.send(lifetime, time);
            return result == null ? new Unknown(provider + " gave no result") : result;
        } catch (RuntimeException e) {
            // The message of a foreign exception may show the text; its class cannot.
            LOG.warn("{} threw {} for {}", provider, e.getClass().getName(), message);
            return new Unknown(provider + " threw " + e.getClass().getSimpleName());
        }
    }
}
