package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.testkit.ManualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelTest {
    private final ManualTime time = new ManualTime();
    private final Funnel funnel = new Funnel(time);

    @Test
    void anOtpCountsOnceAtEachStageHoweverOftenItWasSent() {
        Otp otp = otp(1);
        for (int sends = 0; sends < 3; sends++) {
            count(
                    otp,
                    OtpEvent.Type.CREATED,
                    OtpEvent.Type.DELIVER_OTP_REQ,
                    OtpEvent.Type.DELIVER_OTP_RES_OK,
                    OtpEvent.Type.DELIVERED);
        }
        count(otp, OtpEvent.Type.CHECK_FAIL, OtpEvent.Type.VERIFIED);
        assertThat(funnel.day()).isEqualTo(new View.Day("2030-01-02", 1, 1, 1));
    }

    @Test
    void whatPerhapsLeftCountsAsSentAndWhatDidNotLeaveDoesNot() {
        count(otp(1), OtpEvent.Type.DELIVER_OTP_RES_UNKNOWN);
        count(otp(2), OtpEvent.Type.DELIVER_OTP_RES_FAIL);
        count(otp(3), OtpEvent.Type.EXPIRED, OtpEvent.Type.UNDELIVERABLE, OtpEvent.Type.TOO_MANY_ATTEMPTS);
        assertThat(funnel.day()).isEqualTo(new View.Day("2030-01-02", 1, 0, 0));
    }

    @Test
    void aCodeOfYesterdayIsNotVerifiedToday() {
        Otp otp = otp(1);
        count(otp, OtpEvent.Type.DELIVER_OTP_RES_OK);
        time.advance(Duration.ofDays(1));
        count(otp, OtpEvent.Type.DELIVERED, OtpEvent.Type.VERIFIED);
        assertThat(funnel.day()).isEqualTo(new View.Day("2030-01-03", 0, 0, 0));
    }

    @Test
    void noMoreIsRememberedThanFits() {
        for (int i = 0; i < 30_000; i++) {
            count(otp(i), OtpEvent.Type.DELIVER_OTP_RES_OK);
        }
        count(otp(29_999), OtpEvent.Type.DELIVER_OTP_RES_OK);
        assertThat(funnel.day().sent()).isEqualTo(30_000);
        count(otp(0), OtpEvent.Type.DELIVER_OTP_RES_OK);
        assertThat(funnel.day().sent()).isEqualTo(30_001);
    }

    private void count(Otp otp, OtpEvent.Type... types) {
        for (OtpEvent.Type type : types) {
            funnel.count(otp, new OtpEvent(time.instant(), type, null, null));
        }
    }

    private Otp otp(long id) {
        return new Otp(
                new OtpId(7, id),
                "demo",
                ApplicationId.DEFAULT,
                "+447700900001",
                OtpStatus.ACTIVE,
                0,
                3,
                1,
                time.instant(),
                time.instant().plusSeconds(300),
                Optional.empty(),
                Channel.SMS,
                "en");
    }
}
