package io.otpengine.testkit;

import io.otpengine.OtpStatus;
import java.time.Instant;

/** One OTP as the rules see it. */
final class ModelOtp {
    final String account;
    final String number;
    final String application;
    final int allowed;
    final Instant expires;
    final boolean streakOpen;

    OtpStatus status = OtpStatus.ACTIVE;
    int attempts;
    int sends = 1;

    /** Created, given to the channel, accepted by it. */
    int events = 3;

    /** Whether the last send has its receipt. */
    boolean reported;

    boolean deleted;

    ModelOtp(String account, String number, String application, int allowed, Instant expires, boolean streakOpen) {
        this.account = account;
        this.number = number;
        this.application = application;
        this.allowed = allowed;
        this.expires = expires;
        this.streakOpen = streakOpen;
    }

    /** Writes down what whoever looks sees already. */
    void expireAt(Instant now) {
        if (statusAt(now) != status) {
            status = OtpStatus.EXPIRED;
            events++;
        }
    }

    OtpModel.Shown shown(Instant now) {
        return new OtpModel.Shown(statusAt(now), attempts, allowed, sends, expires);
    }

    private OtpStatus statusAt(Instant now) {
        return status == OtpStatus.ACTIVE && !now.isBefore(expires) ? OtpStatus.EXPIRED : status;
    }
}
