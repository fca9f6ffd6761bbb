package io.otpengine.internal.lifecycle;

import io.otpengine.internal.text.Texts;
import org.jspecify.annotations.Nullable;

/** The detail of an event about delivery: {@code send 2}, or {@code send 2: what was said}. */
final class EventDetail {
    private static final int MOST_CHARACTERS = 200;

    private EventDetail() {}

    static String of(int send, @Nullable String said) {
        // Without words the constant pool has it: a store in memory keeps one string for all OTPs.
        return said == null || said.isBlank() ? bare(send) : Texts.printable(bare(send) + ": " + said, MOST_CHARACTERS);
    }

    static boolean isOf(int send, @Nullable String detail) {
        return detail != null && (detail.equals(bare(send)) || detail.startsWith(bare(send) + ":"));
    }

    private static String bare(int send) {
        return switch (send) {
            case 1 -> "send 1";
            case 2 -> "send 2";
            case 3 -> "send 3";
            case 4 -> "send 4";
            default -> "send " + send;
        };
    }
}
