package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every clause of {@link DeliveryChannel}, each as a test. The author of a channel extends this class, opens a channel
 * to a far end of the test's own (an HTTP server on 127.0.0.1, a mock), and makes that far end behave in three ways; a fourth, silence, if
 * the channel waits for answers. A far end that remembers what it got shows that the right code arrives.
 */
@ExtendWith(ClauseNaming.class)
public abstract class DeliveryChannelContract {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int SENDERS = 16;

    private DeliveryChannel channel;

    /** For subclasses. */
    protected DeliveryChannelContract() {}

    /**
     * Opens the channel, before each test.
     *
     * @return a channel to the far end of this test
     */
    protected abstract DeliveryChannel newChannel();

    /** From now on the far end takes every message. */
    protected abstract void theFarEndAccepts();

    /** From now on the far end refuses every message, repeating in its answer all it was sent. */
    protected abstract void theFarEndRefuses();

    /** From now on the far end takes a message and cuts the connection without an answer, or answers nonsense. */
    protected abstract void theFarEndBreaks();

    /**
     * Opens another channel, to a far end that takes each request and never answers. To end what hangs there, use
     * JUnit's {@code @AfterEach}.
     *
     * @return both, or empty (unless overridden) if this kind of channel waits for nobody
     */
    protected Optional<SilentFarEnd> newSilentFarEnd() {
        return Optional.empty();
    }

    /**
     * The messages that the far end of {@link #newChannel()} got, each with the digits of its number and with its text,
     * decoded as far as code and digits can be found in it. A request as it came will do for most. It must be complete
     * once the channel has answered.
     *
     * @return one for each message, in any order, or empty (unless overridden) if the far end does not remember
     */
    protected Optional<List<String>> whatTheFarEndGot() {
        return Optional.empty();
    }

    /** Called by JUnit. */
    @BeforeEach
    public final void openTheChannel() {
        channel = newChannel();
    }

    /** What the channel answers. */
    @Nested
    public class Answers {
        /** Called by JUnit. */
        public Answers() {}

        /** The way never changes. */
        @Test
        @Clause("channel: always the same")
        public void theChannelIsAlwaysTheSame() {
            Channel first = channel.channel();
            assertNotNull(first);
            theFarEndAccepts();
            sent(message(1));
            theFarEndBreaks();
            sent(message(2));
            assertEquals(first, channel.channel());
        }

        /** Taken on is Accepted. */
        @Test
        @Clause("send: what the far end took is Accepted, with bounded names")
        public void whatTheFarEndTookIsAccepted() {
            theFarEndAccepts();
            DeliveryResult.Accepted accepted = assertInstanceOf(DeliveryResult.Accepted.class, sent(message(1)));
            assertBounded(64, accepted.provider());
            if (accepted.messageId() != null) {
                assertBounded(128, accepted.messageId());
            }
        }

        /** Refused is Rejected. */
        @Test
        @Clause("send: what was certainly not sent is Rejected, with a reason")
        public void whatTheFarEndRefusedIsRejectedWithAReason() {
            theFarEndRefuses();
            DeliveryResult.Rejected rejected = assertInstanceOf(DeliveryResult.Rejected.class, sent(message(1)));
            assertNotNull(rejected.reason());
            assertNotNull(rejected.detail());
        }

        /** Neither accepted nor refused is Unknown: a second message would cost money and confuse. */
        @Test
        @Clause("send: what may have been sent is Unknown")
        public void whatTheFarEndLeftOpenIsUnknown() {
            theFarEndBreaks();
            DeliveryResult.Unknown unknown = assertInstanceOf(DeliveryResult.Unknown.class, sent(message(1)));
            assertNotNull(unknown.detail());
        }

        /** A broken far end breaks nothing here. */
        @Test
        @Clause("send: a broken far end breaks no later message")
        public void theChannelRecoversWithTheFarEnd() {
            theFarEndBreaks();
            sent(message(1));
            theFarEndAccepts();
            assertInstanceOf(DeliveryResult.Accepted.class, sent(message(2)));
        }

        /** Values that may be absent are absent. */
        @Test
        @Clause("send: sender and caller may be absent")
        public void aMessageWithoutSenderAndCallerIsAccepted() {
            theFarEndAccepts();
            assertInstanceOf(DeliveryResult.Accepted.class, sent(message(1, null, null)));
        }
    }

    /** What the channel must keep to itself. */
    @Nested
    public class Secrets {
        /** Called by JUnit. */
        public Secrets() {}

        /** An answer goes into events and logs. */
        @Test
        @Clause("send: no answer repeats code, text or number")
        public void noAnswerRepeatsCodeTextOrNumber() {
            List<Runnable> behaviours = List.of(
                    DeliveryChannelContract.this::theFarEndAccepts,
                    DeliveryChannelContract.this::theFarEndRefuses,
                    DeliveryChannelContract.this::theFarEndBreaks);
            for (Runnable behaviour : behaviours) {
                behaviour.run();
                assertSilent(message(1), String.valueOf(sent(message(1))));
            }
        }

        /** A channel may be printed anywhere. */
        @Test
        @Clause("toString: nothing of a message")
        public void theChannelItselfShowsNothingOfAMessage() {
            theFarEndAccepts();
            sent(message(1));
            assertSilent(message(1), channel.toString());
        }

        /** What is printed or logged is read by people who are not to know it. */
        @Test
        @Clause("log: no code, text or number on the standard streams or in java.util.logging")
        public void nothingOfAMessageIsPrinted() {
            List<Runnable> behaviours = List.of(
                    DeliveryChannelContract.this::theFarEndAccepts,
                    DeliveryChannelContract.this::theFarEndRefuses,
                    DeliveryChannelContract.this::theFarEndBreaks);
            String printed = Printed.during(() -> behaviours.forEach(behaviour -> {
                behaviour.run();
                sent(message(1));
            }));
            assertSilent(message(1), printed);
        }
    }

    /** How long a channel waits. */
    @Nested
    public class Patience extends PatienceClauses {
        /** Called by JUnit. */
        public Patience() {
            super(DeliveryChannelContract.this);
        }
    }

    /** What arrives. */
    @Nested
    public class Arrivals extends ArrivalClauses {
        /** Called by JUnit. */
        public Arrivals() {
            super(DeliveryChannelContract.this);
        }
    }

    /** Several senders at once. */
    @Nested
    public class Races {
        /** Called by JUnit. */
        public Races() {}

        /** A channel is safe for use by several threads. */
        @Test
        @Clause("send: safe for use by several threads")
        public void messagesSentAtOnceAreAllAccepted() {
            theFarEndAccepts();
            Race.of(SENDERS, i -> sent(message(i)))
                    .forEach(result -> assertInstanceOf(DeliveryResult.Accepted.class, result));
        }
    }

    DeliveryResult sent(OtpMessage message) {
        return sent(channel, message);
    }

    /** A channel that throws or says nothing leaves its caller to guess. */
    static DeliveryResult sent(DeliveryChannel channel, OtpMessage message) {
        DeliveryResult result =
                assertDoesNotThrow(() -> channel.send(message), "a channel answers, whatever the far end does");
        assertNotNull(result, "a channel always answers");
        return result;
    }

    OtpMessage message(int number) {
        return message(number, "Shop", "+4930123456");
    }

    OtpMessage message(int number, Instant deadline) {
        return message(number, "Shop", "+4930123456", deadline);
    }

    private OtpMessage message(int number, String sender, String caller) {
        return message(
                number,
                sender,
                caller,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(LIFETIME));
    }

    private OtpMessage message(int number, String sender, String caller, Instant deadline) {
        String code = "73914" + (100 + number);
        return new OtpMessage(
                "+4917012345" + (100 + number),
                code + " ist Ihr Code für „Laden“.\nKeep it secret",
                code,
                "de",
                channel.channel(),
                sender,
                caller,
                "r".repeat(36) + (100 + number),
                deadline);
    }

    private static void assertBounded(int length, String text) {
        assertNotNull(text);
        assertTrue(text.length() <= length, "at most " + length + " characters, and not " + text.length());
    }

    static void assertSilent(OtpMessage message, String shown) {
        String digits = shown.replaceAll("[^0-9]", "");
        assertFalse(shown.contains(message.code()), "the code is shown");
        assertFalse(shown.toLowerCase(Locale.ROOT).contains("keep it secret"), "the text is shown");
        assertFalse(digits.contains(message.number().substring(1)), "the number is shown");
    }
}
