package io.otpengine.quickstart;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;

/** What the user answers: the wrong guesses asked for, then the code on the phone or what is typed. */
final class Answers {
    private final Keyboard keyboard;
    private final Phone phone;
    private final PrintStream out;
    private final boolean codeFromPhone;
    private int wrong;

    Answers(Keyboard keyboard, Phone phone, PrintStream out, boolean codeFromPhone, int wrong) {
        this.keyboard = keyboard;
        this.phone = phone;
        this.out = out;
        this.codeFromPhone = codeFromPhone;
        this.wrong = wrong;
    }

    /** The next answer; empty once the time is up or the input ended. */
    Optional<String> before(Instant end) {
        if (wrong > 0) {
            wrong--;
            return shown(differentFrom(phone.code()));
        }
        return codeFromPhone ? shown(phone.code()) : keyboard.lineBefore(end);
    }

    private Optional<String> shown(String answer) {
        out.println(answer);
        return Optional.of(answer);
    }

    private static String differentFrom(String code) {
        int last = code.length() - 1;
        return code.substring(0, last) + (code.charAt(last) == '0' ? '1' : '0');
    }
}
