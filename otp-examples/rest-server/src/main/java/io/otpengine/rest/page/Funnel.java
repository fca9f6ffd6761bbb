package io.otpengine.rest.page;

import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many of the OTPs made today were sent, delivered and verified: by this node, since it started or since midnight
 * UTC. An OTP counts once at each stage, however often it was sent. Safe for use by several threads.
 */
final class Funnel {
    /** The OTPs whose stages are remembered; one forgotten that is sent again counts again. */
    private static final int MOST_REMEMBERED = 20_000;

    private static final int SENT = 1;
    private static final int DELIVERED = 2;
    private static final int VERIFIED = 4;

    private final InstantSource clock;
    private final Map<OtpId, Integer> stages = new LinkedHashMap<>();
    private LocalDate day;
    private int sent;
    private int delivered;
    private int verified;

    Funnel(InstantSource clock) {
        this.clock = clock;
        this.day = today();
    }

    void count(Otp otp, OtpEvent event) {
        switch (event.type()) {
            // Without an answer the message may have left: it counts as sent, or more would be verified than sent.
            case DELIVER_OTP_RES_OK, DELIVER_OTP_RES_UNKNOWN -> reach(otp, SENT);
            case DELIVERED -> reach(otp, DELIVERED);
            case VERIFIED -> reach(otp, VERIFIED);
            default -> {}
        }
    }

    synchronized View.Day day() {
        turnOver();
        return new View.Day(day.toString(), sent, delivered, verified);
    }

    private synchronized void reach(Otp otp, int stage) {
        turnOver();
        int before = stages.getOrDefault(otp.id(), 0);
        if ((before & stage) != 0 || !dayOf(otp.created()).equals(day)) {
            return;
        }
        stages.put(otp.id(), before | stage);
        if (stages.size() > MOST_REMEMBERED) {
            stages.remove(stages.keySet().iterator().next());
        }
        switch (stage) {
            case SENT -> sent++;
            case DELIVERED -> delivered++;
            default -> verified++;
        }
    }

    private void turnOver() {
        LocalDate today = today();
        if (!today.equals(day)) {
            day = today;
            stages.clear();
            sent = 0;
            delivered = 0;
            verified = 0;
        }
    }

    private LocalDate today() {
        return dayOf(clock.instant());
    }

    private static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
