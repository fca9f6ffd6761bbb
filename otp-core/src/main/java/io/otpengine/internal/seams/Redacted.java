package io.otpengine.internal.seams;

/**
 * Stands in for a foreign exception: its class and where it was thrown, without its message, which may repeat what the
 * foreign code was given.
 */
public final class Redacted extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 8;

    private Redacted(Throwable original, int depth) {
        super(
                original.getClass().getName() + " (message withheld)",
                original.getCause() == null || depth == DEEPEST ? null : new Redacted(original.getCause(), depth + 1),
                false,
                true);
        setStackTrace(original.getStackTrace());
    }

    public static Redacted of(Throwable original) {
        return new Redacted(original, 1);
    }
}
