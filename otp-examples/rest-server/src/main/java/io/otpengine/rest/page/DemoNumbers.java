package io.otpengine.rest.page;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers to try the page with: the thousand that Ofcom keeps for drama, +44 7700 900000 to 900999, which ring nowhere.
 * Each tab has one to itself, so that neither tabs nor visitors use up each other's quotas or see each other's messages.
 * Safe for use by several threads.
 */
final class DemoNumbers {
    private static final int NUMBERS = 1000;
    /** Prime to the thousand: all of them come before one comes again. */
    private static final int STRIDE = 371;

    private final Set<String> taken = new HashSet<>();
    private int last = new SecureRandom().nextInt(NUMBERS);

    /** Takes a number, or none while all are taken. */
    synchronized Optional<String> take() {
        for (int tried = 0; tried < NUMBERS; tried++) {
            last = (last + STRIDE) % NUMBERS;
            String number = String.format(Locale.ROOT, "+447700900%03d", last);
            if (taken.add(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    synchronized void giveBack(String number) {
        taken.remove(number);
    }
}
