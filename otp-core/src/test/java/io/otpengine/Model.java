package io.otpengine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine is to answer, written anew from the rules alone: one thread, no store, no cryptography. Under the
 * recommended policy but for its quotas per number and its limit of a streak.
 */
final class Model {
    static final int PER_MINUTE = 3;
    static final int PER_HOUR = 6;
    static final int STREAK_LIMIT = 12;
    static final Duration SKEW = Duration.ofMinutes(5);
    static final OtpPolicy POLICY = World.ROOMY.toBuilder()
            .numberQuotas(List.of(
                    QuotaWindow.of(PER_MINUTE, Duration.ofMinutes(1)), QuotaWindow.of(PER_HOUR, Duration.ofHours(1))))
            .streakLimit(STREAK_LIMIT)
            .build();

    final List<ModelOtp> otps = new ArrayList<>();

    private final Map<String, Quota> quotas = new HashMap<>();
    private final Map<String, Streak> streaks = new HashMap<>();
    private final Map<String, ModelApplication> applications = new HashMap<>();

    /** One OTP as the rules see it. */
    static final class ModelOtp {
        final String account;
        final String number;
        final String application;
        final int allowed;
        final Instant expires;
        final boolean streakOpen;
        String status = "ACTIVE";
        int attempts;
        int sends = 1;
        int events = 3;
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

        boolean isOver(Instant now) {
            return status.equals("ACTIVE") && !now.isBefore(expires);
        }

        String shown(Instant now) {
            return (isOver(now) ? "EXPIRED" : status) + " " + attempts + "/" + allowed + " sends " + sends;
        }

        private void end(String how) {
            status = how;
            events++;
        }
    }

    private static final class ModelApplication {
        int attempts = 3;
        Duration life = Duration.ofMinutes(5);
        boolean deleted;
    }

    private static final class Quota {
        int inMinute;
        Instant minuteEnds = Instant.MIN;
        int inHour;
        Instant hourEnds = Instant.MIN;

        boolean take(Instant now) {
            int minute = now.isBefore(minuteEnds) ? inMinute : 0;
            int hour = now.isBefore(hourEnds) ? inHour : 0;
            if (minute >= PER_MINUTE || hour >= PER_HOUR) {
                return false;
            }
            minuteEnds = now.isBefore(minuteEnds) ? minuteEnds : now.plus(Duration.ofMinutes(1));
            hourEnds = now.isBefore(hourEnds) ? hourEnds : now.plus(Duration.ofHours(1));
            inMinute = minute + 1;
            inHour = hour + 1;
            return true;
        }
    }

    private static final class Streak {
        int length;
    }

    void edit(String account, String application, int attempts, Duration life) {
        ModelApplication edited = application(account, application);
        if (!edited.deleted) {
            edited.attempts = attempts;
            edited.life = life;
        }
    }

    void deleteApplication(String account, String application) {
        application(account, application).deleted = true;
    }

    String send(String account, String number, String application, Instant now) {
        ModelApplication under = application(account, application);
        if (under.deleted) {
            return "Refused UNKNOWN";
        }
        Streak streak = streak(account, number);
        int open = otps.stream()
                .filter(o -> o.account.equals(account) && o.number.equals(number) && !o.deleted)
                .filter(o -> o.status.equals("ACTIVE") && now.isBefore(o.expires.plus(SKEW)))
                .mapToInt(o -> o.allowed - o.attempts)
                .sum();
        if (streak.length > 0 && streak.length + open + under.attempts > STREAK_LIMIT) {
            return "Refused NUMBER_BLOCKED";
        }
        if (!quota(account, number).take(now)) {
            return "Throttled";
        }
        otps.add(new ModelOtp(account, number, application, under.attempts, now.plus(under.life), streak.length > 0));
        return "Sent";
    }

    String resend(ModelOtp otp, String account, Instant now) {
        if (isUnknown(otp, account)) {
            return "Refused UNKNOWN";
        }
        if (otp.isOver(now)) {
            otp.end("EXPIRED");
        }
        if (!otp.status.equals("ACTIVE")) {
            return "Refused NOT_ACTIVE";
        }
        if (otp.sends >= 5) {
            return "Refused TOO_MANY_SENDS";
        }
        if (!quota(account, otp.number).take(now)) {
            return "Throttled";
        }
        otp.sends++;
        otp.events += 2;
        otp.reported = false;
        return "Sent";
    }

    String verify(ModelOtp otp, String account, boolean right, Instant now) {
        if (isUnknown(otp, account)) {
            return "UNKNOWN false 0";
        }
        if (otp.isOver(now)) {
            otp.end("EXPIRED");
        }
        if (!otp.status.equals("ACTIVE")) {
            return (otp.status.equals("VERIFIED") ? "ALREADY_VERIFIED" : otp.status) + " false 0";
        }
        otp.attempts++;
        Streak streak = streak(account, otp.number);
        if (right) {
            otp.end("VERIFIED");
            if (otp.attempts > 1 || otp.streakOpen) {
                streak.length = 0;
            }
            return "VERIFIED true 0";
        }
        streak.length++;
        if (otp.attempts == otp.allowed) {
            otp.end("TOO_MANY_ATTEMPTS");
            return "TOO_MANY_ATTEMPTS true 0";
        }
        otp.events++;
        return "WRONG_CODE true " + (otp.allowed - otp.attempts);
    }

    Optional<String> delete(ModelOtp otp, String account, Instant now) {
        if (otp.deleted || !otp.account.equals(account)) {
            return Optional.empty();
        }
        otp.deleted = true;
        return Optional.of(otp.shown(now));
    }

    void purge(Instant now) {
        otps.stream()
                .filter(otp -> otp.expires.isBefore(now.minus(POLICY.retention())))
                .forEach(otp -> otp.deleted = true);
    }

    boolean report(ModelOtp otp) {
        if (otp.deleted) {
            return false;
        }
        otp.events += otp.reported ? 0 : 1;
        otp.reported = true;
        return true;
    }

    boolean unblock(String account, String number) {
        Streak streak = streak(account, number);
        boolean was = streak.length > 0;
        streak.length = 0;
        return was;
    }

    private boolean isUnknown(ModelOtp otp, String account) {
        return otp.deleted || !otp.account.equals(account) || application(otp.account, otp.application).deleted;
    }

    private ModelApplication application(String account, String application) {
        return applications.computeIfAbsent(account + application, k -> new ModelApplication());
    }

    private Quota quota(String account, String number) {
        return quotas.computeIfAbsent(account + number, k -> new Quota());
    }

    private Streak streak(String account, String number) {
        return streaks.computeIfAbsent(account + number, k -> new Streak());
    }
}
