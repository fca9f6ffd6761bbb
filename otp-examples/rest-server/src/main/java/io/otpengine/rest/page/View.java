package io.otpengine.rest.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page is told, as JSON. Times are milliseconds since the epoch, by the server's clock. */
final class View {
    private View() {}

    /** Why something came to nothing. */
    record Trouble(
            String message,
            @Nullable String field,
            @Nullable Long retryAt) {}

    /** What a tab starts from. */
    record Start(String flow, @Nullable String number, boolean demo, State state) {}

    /** All that a tab shows; a later one has a higher revision. */
    record State(
            long revision,
            long now,
            @Nullable Code otp,
            @Nullable Phone phone,
            List<History> history,
            @Nullable Day funnel,
            long settings) {}

    /** The OTP that the form is about; its id stays on the server. */
    record Code(
            int nth,
            String status,
            String display,
            String channel,
            int codeLength,
            boolean alphanumeric,
            int attemptsLeft,
            int attemptsAllowed,
            int sends,
            long created,
            long expires,
            long resendAt) {}

    /** The simulated phone. */
    record Phone(String display, List<Message> messages) {}

    /** One message on it. */
    record Message(
            long id,
            String channel,
            String sender,
            String text,
            String language,
            String code,
            long at,
            boolean current) {}

    /** What happened to one of the tab's OTPs. */
    record History(int nth, String display, String status, List<Event> events) {}

    /** One thing that happened. */
    record Event(
            long at,
            String type,
            @Nullable String channel,
            @Nullable String detail) {}

    /** OTPs of one day in UTC, on this node. */
    record Day(String day, int sent, int delivered, int verified) {}

    /** The answer to a send, with a warning if the message perhaps never left. */
    record Sent(@Nullable String warning, State state) {}

    /** The answer to a guess: one for all failures. */
    record Checked(boolean verified, int attemptsLeft, State state) {}

    /** An application's settings and their bounds. */
    record Settings(
            long version,
            boolean own,
            boolean changed,
            int codeLength,
            boolean alphanumeric,
            int attempts,
            long expire,
            String sender,
            @Nullable String caller,
            Map<String, String> templates,
            Map<String, String> builtIn,
            Bounds bounds,
            @Nullable String webOtpHost) {}

    /** What the policy allows; lifetimes in seconds. */
    record Bounds(int minLength, int maxLength, int maxAttempts, long minExpire, long maxExpire) {}

    /** How a text would arrive, or why it could not be saved. */
    record Preview(
            @Nullable String text,
            @Nullable Size size,
            List<Finding> findings,
            @Nullable Trouble error) {}

    /** What it costs. */
    record Size(String encoding, int parts, int units, int single) {}

    /** One thing to know about it. */
    record Finding(boolean bad, String message) {}
}
