package io.otpengine.testkit;

import java.time.Duration;

/**
 * One thing that is asked of an engine, or that happens to it. OTPs are counted from the last one sent: 0 is the last. A
 * command about an OTP that was not sent yet does nothing, so that every sequence is a sequence that can be run, and
 * what shrinking leaves out breaks nothing.
 *
 * <p>{@code toString} is the Java that makes the command, so that a failure is a test that only has to be copied.
 */
public sealed interface OtpCommand {
    /**
     * Sends a new code.
     *
     * @param account by whom
     * @param number E.164 with {@code +}, of a mobile phone
     * @param application {@link OtpModel#FIRST_APPLICATION}, or a word for another, which is made when it is first named
     */
    record Send(String account, String number, String application) implements OtpCommand {
        @Override
        public String toString() {
            return java("Send", account, number, application);
        }
    }

    /**
     * Sends a code again.
     *
     * @param last which OTP
     * @param account by whom
     */
    record Resend(int last, String account) implements OtpCommand {
        @Override
        public String toString() {
            return java("Resend", last, account);
        }
    }

    /**
     * Guesses.
     *
     * @param last at which OTP
     * @param account by whom
     * @param right whether it is the code
     */
    record Verify(int last, String account, boolean right) implements OtpCommand {
        @Override
        public String toString() {
            return java("Verify", last, account, right);
        }
    }

    /**
     * Removes an OTP.
     *
     * @param last which OTP
     * @param account by whom
     */
    record Delete(int last, String account) implements OtpCommand {
        @Override
        public String toString() {
            return java("Delete", last, account);
        }
    }

    /**
     * A receipt comes: the last send of an OTP was delivered.
     *
     * @param last which OTP
     */
    record Report(int last) implements OtpCommand {
        @Override
        public String toString() {
            return java("Report", last);
        }
    }

    /**
     * Time passes, or a clock is set back, in {@link ModelCheck} by no more than an hour from the latest it showed.
     *
     * @param time how much; negative for back
     */
    record Pass(Duration time) implements OtpCommand {
        @Override
        public String toString() {
            return java("Pass", time);
        }
    }

    /**
     * An application is edited.
     *
     * @param account whose
     * @param application which
     * @param attempts guesses that later OTPs have, within the policy
     * @param life how long later OTPs live, within the policy
     */
    record Edit(String account, String application, int attempts, Duration life) implements OtpCommand {
        @Override
        public String toString() {
            return java("Edit", account, application, attempts, life);
        }
    }

    /**
     * An application is deleted.
     *
     * @param account whose
     * @param application which, but not {@link OtpModel#FIRST_APPLICATION}
     */
    record DeleteApplication(String account, String application) implements OtpCommand {
        @Override
        public String toString() {
            return java("DeleteApplication", account, application);
        }
    }

    /**
     * An operator clears a streak.
     *
     * @param account whose
     * @param number which number's
     */
    record Unblock(String account, String number) implements OtpCommand {
        @Override
        public String toString() {
            return java("Unblock", account, number);
        }
    }

    /** The host purges. */
    record Purge() implements OtpCommand {
        @Override
        public String toString() {
            return java("Purge");
        }
    }

    /** The process ends, and another starts over the same store. */
    record Restart() implements OtpCommand {
        @Override
        public String toString() {
            return java("Restart");
        }
    }

    /**
     * A send, and at an OTP a guess, a resend and a delete, while the store is down: all fail, and nothing changes.
     *
     * @param last which OTP
     * @param account by whom
     * @param number to which the send is
     */
    record AskWhileTheStoreIsDown(int last, String account, String number) implements OtpCommand {
        @Override
        public String toString() {
            return java("AskWhileTheStoreIsDown", last, account, number);
        }
    }

    private static String java(String name, Object... components) {
        StringBuilder java = new StringBuilder("new OtpCommand.").append(name).append('(');
        for (int i = 0; i < components.length; i++) {
            java.append(i == 0 ? "" : ", ").append(java(components[i]));
        }
        return java.append(')').toString();
    }

    private static String java(Object component) {
        if (component instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return component instanceof Duration time ? "Duration.ofMillis(" + time.toMillis() + ")" : component.toString();
    }
}
