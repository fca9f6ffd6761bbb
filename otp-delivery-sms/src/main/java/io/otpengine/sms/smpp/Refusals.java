package io.otpengine.sms.smpp;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.util.Locale;

/** What an SMSC means by a status (SMPP 3.4, 5.1.3). */
final class Refusals {
    private static final int QUEUE_FULL = 0x14;
    private static final int THROTTLED = 0x58;
    private static final int UNKNOWN_ERROR = 0xff;

    private Refusals() {}

    static boolean isThrottling(int status) {
        return status == QUEUE_FULL || status == THROTTLED;
    }

    static DeliveryResult result(String name, int status) {
        return status == UNKNOWN_ERROR
                ? new Unknown(name + ": an error it does not know " + hex(status))
                : new Rejected(reason(status), name + " refused " + hex(status));
    }

    static String hex(int status) {
        return String.format(Locale.ROOT, "(status 0x%02x)", status);
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 0x0a, 0x48, 0x49 -> Reason.SENDER;
            case 0x0b, 0x50, 0x51 -> Reason.RECIPIENT;
            case 0x08, QUEUE_FULL, 0x45, THROTTLED, 0x64 -> Reason.UNAVAILABLE;
            case 0x04, 0x0d, 0x0e, 0x0f -> Reason.CONFIGURATION;
            default -> Reason.MESSAGE;
        };
    }
}
