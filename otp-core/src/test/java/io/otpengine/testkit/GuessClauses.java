package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Otp;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.VerifyRequest;
import io.otpengine.testkit.FaultyStore.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class GuessClauses extends EngineClauses {
    GuessClauses(OtpEngineContract contract) {
        super(contract);
    }

    @Test
    @Clause("verify: of N guesses at once no more are counted than attempts are left")
    public void guessesAtOnceAreCountedToTheLimit() {
        Otp otp = sent();
        String wrong = wrongCode();
        meetAt("replace");
        List<Verification> answers = Race.of(RACERS, i -> node(i).verify(VerifyRequest.of(otp.id(), wrong)));
        assertEquals(3, answers.stream().filter(Verification::counted).count(), "guesses counted");
        assertEquals(3, flow().find(otp.id()).orElseThrow().attemptCount());
        assertEquals(Outcome.TOO_MANY_ATTEMPTS, guess(otp, code()).outcome());
    }

    @Test
    @Clause("verify: of N right guesses at once exactly one is VERIFIED")
    public void theRightCodeIsGoodOnceAtOnce() {
        Otp otp = sent();
        String right = code();
        meetAt("replace");
        List<Verification> answers = Race.of(RACERS, i -> node(i).verify(VerifyRequest.of(otp.id(), right)));
        assertEquals(1, answers.stream().filter(Verification::isVerified).count(), "guesses verified");
    }

    @Test
    @Clause("verify: every guess costs an attempt, and the last wrong one ends the OTP")
    public void aWrongGuessCostsAnAttemptAndTheLastOneEnds() {
        Otp otp = sent();
        String wrong = wrongCode();
        for (int left = 2; left > 0; left--) {
            Verification answer = guess(otp, wrong);
            assertEquals(Outcome.WRONG_CODE, answer.outcome());
            assertEquals(left, answer.attemptsLeft());
            assertTrue(answer.counted());
        }
        assertEquals(Outcome.TOO_MANY_ATTEMPTS, guess(otp, wrong).outcome());
        Verification late = guess(otp, code());
        assertEquals(Outcome.TOO_MANY_ATTEMPTS, late.outcome());
        assertFalse(late.counted());
        assertEquals(3, flow().find(otp.id()).orElseThrow().attemptCount());
    }

    @Test
    @Clause("verify: the right code is VERIFIED once, and ALREADY_VERIFIED ever after")
    public void theRightCodeIsGoodOnce() {
        Otp otp = sent();
        assertTrue(guess(otp, code()).isVerified());
        for (int i = 0; i < 3; i++) {
            Verification again = node(i).verify(VerifyRequest.of(otp.id(), code()));
            assertEquals(Outcome.ALREADY_VERIFIED, again.outcome());
            assertFalse(again.counted());
        }
    }

    @Test
    @Clause("expiry: good until a millisecond before, and nothing moves it")
    public void nothingMovesTheExpiry() {
        Otp otp = sent();
        parts.time().advance(Duration.ofMinutes(2));
        guess(otp, wrongCode());
        flow().resend(ResendRequest.of(otp.id()));
        assertEquals(otp.expires(), flow().find(otp.id()).orElseThrow().expires());
        parts.time().set(otp.expires());
        assertEquals(Outcome.EXPIRED, guess(otp, code()).outcome());
        Otp other = sent();
        parts.time().set(other.expires().minusMillis(1));
        assertTrue(guess(other, code()).isVerified());
    }

    @Test
    @Clause("failure: a guess that meets a broken store is an OtpStoreException, right or wrong")
    public void aBrokenStoreRevealsNothing() {
        for (Fault fault : List.of(Fault.BEFORE, Fault.AFTER)) {
            for (boolean right : List.of(true, false)) {
                Otp otp = sent();
                String typed = right ? code() : wrongCode();
                parts.store().fail(FaultyStore.Plan.on("replace", fault));
                assertThrows(OtpStoreException.class, () -> guess(otp, typed), fault + " the write");
                parts.store().recover();
            }
        }
    }

    @Test
    @Clause("streak: wrong guesses in a row count across OTPs until a right one")
    public void aStreakBlocksTheNumber() {
        open(EngineParts.roomy(
                OtpPolicy.recommended().toBuilder().streakLimit(6).build()));
        for (int i = 0; i < 2; i++) {
            Otp otp = sent();
            for (int guess = 0; guess < 3; guess++) {
                guess(otp, wrongCode());
            }
        }
        SendResult blocked = flow().send(SendRequest.to(NUMBER));
        assertEquals(new SendResult.Refused(SendResult.Refused.Reason.NUMBER_BLOCKED, Optional.empty()), blocked);
        assertTrue(flow().unblock(NUMBER));
        assertEquals(OtpStatus.ACTIVE, sent().status());
    }

    @Test
    @Clause("binding: a code is good for what it was sent for alone")
    public void aCodeIsGoodForItsBindingAlone() {
        Otp otp = flow().send(SendRequest.to(NUMBER).binding("10 EUR to Ann")).orElseThrow();
        assertEquals(Outcome.WRONG_CODE, guess(otp, code()).outcome());
        assertEquals(
                Outcome.WRONG_CODE,
                flow().verify(VerifyRequest.of(otp.id(), code()).binding("10 EUR to Bob"))
                        .outcome());
        assertTrue(flow().verify(VerifyRequest.of(otp.id(), code()).binding("10 EUR to Ann"))
                .isVerified());
    }
}
