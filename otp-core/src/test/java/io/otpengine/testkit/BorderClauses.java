package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.ApplicationId;
import io.otpengine.Otp;
import io.otpengine.OtpStoreException;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.VerifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class BorderClauses extends EngineClauses {
    private static final List<Instant> AGES =
            List.of(Instant.parse("2001-02-03T04:05:06.007Z"), Instant.parse("2099-12-31T23:59:59.999Z"));

    BorderClauses(OtpEngineContract contract) {
        super(contract);
    }

    @Test
    @Clause("accounts: what belongs to another account does not exist")
    public void whatBelongsToAnotherAccountDoesNotExist() {
        Otp otp = sent();
        OtpFlow stranger = stranger();
        assertEquals(Optional.empty(), stranger.find(otp.id()));
        assertEquals(List.of(), stranger.findByNumber(NUMBER));
        assertEquals(List.of(), stranger.events(otp.id()));
        assertEquals(Optional.empty(), stranger.delete(otp.id()));
        Verification guess = stranger.verify(VerifyRequest.of(otp.id(), code()));
        assertEquals(new Verification(Verification.Outcome.UNKNOWN, Optional.empty(), 0, false), guess);
        assertEquals(
                new SendResult.Refused(SendResult.Refused.Reason.UNKNOWN, Optional.empty()),
                stranger.resend(ResendRequest.of(otp.id())));
        assertTrue(guess(otp, code()).isVerified());
    }

    @Test
    @Clause("secrets: no code in an answer, an event, an exception or a toString")
    public void noCodeIsShown() {
        SendResult result = flow().send(SendRequest.to(NUMBER).code("739146"));
        Otp otp = result.orElseThrow();
        parts.store().fail(call -> FaultyStore.Fault.BEFORE);
        OtpStoreException e = assertThrows(OtpStoreException.class, () -> guess(otp, "739146"));
        parts.store().recover();
        StringBuilder shown = new StringBuilder().append(result).append(flow());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            shown.append(cause);
        }
        shown.append(guess(otp, "739147"))
                .append(flow().resend(ResendRequest.of(otp.id())))
                .append(flow().find(otp.id()))
                .append(flow().events(otp.id()))
                .append(parts.events())
                .append(guess(otp, "739146"))
                .append(flow());
        assertFalse(shown.indexOf("739146") >= 0, "the code is shown");
    }

    @Test
    @Clause("purge: by the engine's clock alone, once retention is over")
    public void aPurgeGoesByTheEnginesClock() {
        for (Instant now : AGES) {
            parts.time().set(now);
            Otp otp = sent();
            Instant over = otp.expires().plus(parts.policy().retention());
            for (Instant early : List.of(now, otp.expires(), over)) {
                parts.time().set(early);
                flow().purge(1_000);
                assertTrue(flow().find(otp.id()).isPresent(), "purged at " + early);
            }
            parts.time().set(over.plusMillis(1));
            flow().purge(1_000);
            assertEquals(Optional.empty(), flow().find(otp.id()), "kept at " + over.plusMillis(1));
        }
    }

    @Test
    @Clause("applications: of N edits at once none is lost, not even of the first")
    public void noEditIsLost() {
        meetAt("insertApplication");
        Race.of(
                RACERS,
                i -> node(i).applications()
                        .putTemplate(ApplicationId.DEFAULT, language(i), Optional.empty(), "{{OTP}} " + i));
        assertEquals(
                RACERS,
                texts().stream()
                        .filter(text -> text.matches("\\{\\{OTP}} [0-9]+"))
                        .count(),
                "texts that were put");
    }

    @Test
    @Clause("applications: an edit changes later OTPs, never those that were sent")
    public void anEditLeavesWhatWasSentAlone() {
        Otp before = sent();
        flow().applications()
                .update(ApplicationId.DEFAULT, edit -> edit.attempts(1).expire(Duration.ofSeconds(30)));
        Otp after = sent();
        Otp kept = flow().find(before.id()).orElseThrow();
        assertEquals(3, kept.attemptsAllowed());
        assertEquals(before.expires(), kept.expires());
        assertEquals(1, after.attemptsAllowed());
        assertEquals(Duration.ofSeconds(30), Duration.between(after.created(), after.expires()));
    }

    private List<String> texts() {
        return List.copyOf(flow().applications()
                .find(ApplicationId.DEFAULT)
                .orElseThrow()
                .templates()
                .values());
    }

    private static String language(int number) {
        return String.format(Locale.ROOT, "x%c", 'a' + number);
    }
}
