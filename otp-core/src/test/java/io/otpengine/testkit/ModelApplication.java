package io.otpengine.testkit;

import io.otpengine.OtpPolicy;
import java.time.Duration;

/** One application as the rules see it: what the OTPs sent from now on have. */
final class ModelApplication {
    int attempts;
    Duration life;
    boolean deleted;

    ModelApplication(OtpPolicy policy) {
        attempts = policy.attempts();
        life = policy.expire();
    }
}
