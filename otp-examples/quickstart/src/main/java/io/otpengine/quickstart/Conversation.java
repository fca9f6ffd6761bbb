package io.otpengine.quickstart;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpStatus;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import java.io.PrintStream;
import java.util.Optional;

/** Asks for the code until it proves the number or no longer can. */
final class Conversation {
    private final OtpEngine engine;
    private final Answers answers;
    private final PrintStream out;

    Conversation(OtpEngine engine, Answers answers, PrintStream out) {
        this.engine = engine;
        this.answers = answers;
        this.out = out;
    }

    boolean proves(Otp otp) {
        while (true) {
            out.print("Code (r sends it again, q quits): ");
            out.flush();
            Optional<String> answer = answers.before(otp.expires());
            if (answer.isEmpty()) {
                out.println();
                out.println(isExpired(otp) ? "The code has expired." : "Not verified.");
                return false;
            }
            if (answer.get().equals("q")) {
                out.println("Not verified.");
                return false;
            }
            if (answer.get().equals("r")) {
                out.println(Sentences.of(engine.resend(otp.id())));
            } else if (!answer.get().isEmpty()) {
                Verification verification = engine.verify(otp.id(), answer.get());
                out.println(Sentences.of(verification));
                if (verification.outcome() != Outcome.WRONG_CODE) {
                    return verification.isVerified();
                }
            }
        }
    }

    private boolean isExpired(Otp otp) {
        return engine.find(otp.id())
                .filter(now -> now.status() == OtpStatus.EXPIRED)
                .isPresent();
    }
}
