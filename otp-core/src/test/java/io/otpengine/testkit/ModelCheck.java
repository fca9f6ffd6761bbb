package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.DeliveryReport;
import io.otpengine.Otp;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.VerifyRequest;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opentest4j.AssertionFailedError;

/**
 * Tells a flow and the {@link OtpModel} the same, and fails where they answer differently. A property about a flow of
 * your own is one line:
 *
 * <pre>{@code
 * @Property
 * void ourLoginAnswersAsTheModelDoes(@ForAll("sequences") List<OtpCommand> commands) {
 *     new ModelCheck(EngineParts.inMemory(), parts -> new OurLogin(parts.builder().build())).run(commands);
 * }
 *
 * @Provide
 * Arbitrary<List<OtpCommand>> sequences() {
 *     return OtpArbitraries.commands();
 * }
 * }</pre>
 *
 * <p>A failure prints the commands that led to it as Java. Not safe for use by several threads.
 */
public final class ModelCheck {
    /** A store may forget a counter that ended before this; a clock that went back further would see it counted anew. */
    private static final Duration MOST_STEPPED_BACK = Duration.ofHours(1);

    /** How many OTPs of a number an engine lists. */
    private static final int MOST_LISTED = 100;

    private final EngineParts parts;
    private final Function<EngineParts, ? extends OtpFlow> opening;
    private final OtpModel model;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, ApplicationId> applications = new HashMap<>();
    private OtpFlow flow;
    private Instant latest;

    /** What a phone knows of an OTP. */
    private static final class Sent {
        private final OtpId id;
        private final String number;
        private final String code;
        private String reference;

        Sent(OtpId id, OtpMessage message) {
            this.id = id;
            this.number = message.number();
            this.code = message.code();
            this.reference = message.reference();
        }
    }

    /**
     * A flow that was asked nothing yet, and a model beside it.
     *
     * @param parts what the flow is made of
     * @param opening makes the flow; called again for {@link OtpCommand.Restart}
     */
    public ModelCheck(EngineParts parts, Function<EngineParts, ? extends OtpFlow> opening) {
        this.parts = parts;
        this.opening = opening;
        this.model = new OtpModel(parts.policy());
        this.flow = opening.apply(parts);
        this.latest = parts.time().instant();
    }

    /**
     * Runs a sequence, and compares after each command what was answered and what every OTP looks like.
     *
     * @param commands the sequence
     * @throws AssertionError at the first difference, with the sequence up to it
     */
    public void run(List<OtpCommand> commands) {
        for (int i = 0; i < commands.size(); i++) {
            try {
                run(commands.get(i));
            } catch (RuntimeException | AssertionError e) {
                String sequence = commands.subList(0, i + 1).stream()
                        .map(command -> "    " + command)
                        .collect(Collectors.joining(",\n"));
                throw new AssertionFailedError(
                        "differs from the model: " + e.getMessage() + "\nafter check.run(List.of(\n" + sequence + "));",
                        e);
            }
        }
    }

    /**
     * Runs one command, and compares.
     *
     * @param command the command
     * @throws AssertionError at a difference
     */
    public void run(OtpCommand command) {
        int messages = messages();
        Object expected = "nothing";
        Object answered = "nothing";
        if (command instanceof OtpCommand.Send send) {
            expected = model.send(send.account(), send.number(), send.application(), now());
            answered = send(send, expected == SendAnswer.SENT);
        } else if (command instanceof OtpCommand.Resend resend && isSent(resend.last())) {
            expected = model.resend(number(resend.last()), resend.account(), now());
            answered = resend(resend, expected == SendAnswer.SENT);
        } else if (command instanceof OtpCommand.Verify verify && isSent(verify.last())) {
            expected = model.verify(number(verify.last()), verify.account(), verify.right(), now());
            answered = verify(verify);
        } else if (command instanceof OtpCommand.Delete delete && isSent(delete.last())) {
            expected = model.delete(number(delete.last()), delete.account(), now());
            answered = of(delete.account()).delete(otp(delete.last()).id).map(ShownOtp::of);
        } else if (command instanceof OtpCommand.Report report && isSent(report.last())) {
            expected = model.report(number(report.last()));
            answered = report(otp(report.last()));
        } else if (command instanceof OtpCommand.Unblock unblock) {
            expected = model.unblock(unblock.account(), unblock.number());
            answered = of(unblock.account()).unblock(unblock.number());
        } else {
            happen(command);
        }
        assertEquals(expected, answered, () -> command + " was answered");
        boolean isMessage = expected == SendAnswer.SENT;
        assertEquals(messages + (isMessage ? 1 : 0), messages(), () -> "messages sent, after " + command);
        assertAlike(command);
    }

    private void happen(OtpCommand command) {
        if (command instanceof OtpCommand.Pass pass) {
            pass(pass.time());
        } else if (command instanceof OtpCommand.Edit edit) {
            model.edit(edit.account(), edit.application(), edit.attempts(), edit.life());
            of(edit.account())
                    .applications()
                    .update(
                            id(edit.account(), edit.application()),
                            e -> e.attempts(edit.attempts()).expire(edit.life()));
        } else if (command instanceof OtpCommand.DeleteApplication delete) {
            model.deleteApplication(delete.account(), delete.application());
            of(delete.account()).applications().delete(id(delete.account(), delete.application()));
        } else if (command instanceof OtpCommand.Purge) {
            model.purge(now());
            flow.purge(1_000_000);
        } else if (command instanceof OtpCommand.Restart) {
            flow = opening.apply(parts);
        } else if (command instanceof OtpCommand.AskWhileTheStoreIsDown ask) {
            askInVain(ask);
        }
    }

    private void pass(Duration time) {
        Instant next = now().plus(time);
        Instant earliest = latest.minus(MOST_STEPPED_BACK);
        parts.time().set(next.isBefore(earliest) ? earliest : next);
        latest = next.isAfter(latest) ? next : latest;
    }

    private SendAnswer send(OtpCommand.Send send, boolean toBeSent) {
        SendResult result = of(send.account())
                .send(SendRequest.to(send.number()).application(id(send.account(), send.application())));
        if (toBeSent && result instanceof SendResult.Sent s) {
            sent.add(new Sent(s.otp().id(), parts.sms().lastMessage(send.number())));
        }
        return answer(result, send.account(), send.number());
    }

    private SendAnswer resend(OtpCommand.Resend resend, boolean toBeSent) {
        Sent otp = otp(resend.last());
        SendResult result = of(resend.account()).resend(ResendRequest.of(otp.id));
        if (toBeSent && result instanceof SendResult.Sent s) {
            OtpMessage message = parts.sms().lastMessage(s.otp().number());
            assertEquals(otp.code, message.code(), "the code that was sent again");
            otp.reference = message.reference();
        }
        return answer(result, resend.account(), otp.number);
    }

    private SendAnswer answer(SendResult result, String account, String number) {
        if (result instanceof SendResult.Throttled throttled
                && throttled.scope() == SendResult.Throttled.Scope.NUMBER) {
            assertEquals(model.retryAfter(account, number, now()), throttled.retryAfter(), "how long it is throttled");
        }
        return SendAnswer.of(result);
    }

    private GuessAnswer verify(OtpCommand.Verify verify) {
        Sent otp = otp(verify.last());
        String typed = verify.right() ? otp.code : wrong(otp.code);
        Verification verification = of(verify.account()).verify(VerifyRequest.of(otp.id, typed));
        assertEquals(
                verification.outcome() == Verification.Outcome.UNKNOWN,
                verification.otp().isEmpty(),
                "what is unknown has no OTP, all else has one");
        return GuessAnswer.of(verification);
    }

    private boolean report(Sent otp) {
        return flow.report(new DeliveryReport(otp.reference, DeliveryReport.State.DELIVERED, now(), "phone", null))
                .isPresent();
    }

    private void askInVain(OtpCommand.AskWhileTheStoreIsDown ask) {
        OtpFlow asked = of(ask.account());
        parts.store().fail(call -> FaultyStore.Fault.BEFORE);
        try {
            assertThrows(OtpStoreException.class, () -> asked.send(SendRequest.to(ask.number())));
            if (isSent(ask.last())) {
                OtpId id = otp(ask.last()).id;
                assertThrows(OtpStoreException.class, () -> asked.verify(VerifyRequest.of(id, otp(ask.last()).code)));
                assertThrows(OtpStoreException.class, () -> asked.resend(ResendRequest.of(id)));
                assertThrows(OtpStoreException.class, () -> asked.delete(id));
            }
        } finally {
            parts.store().recover();
        }
    }

    private void assertAlike(OtpCommand command) {
        for (int i = 0; i < sent.size(); i++) {
            int number = i;
            OtpFlow owner = of(model.accountOf(i));
            OtpId id = sent.get(i).id;
            Optional<ShownOtp> shown = owner.find(id).map(ShownOtp::of);
            assertEquals(model.find(i, model.accountOf(i), now()), shown, () -> "OTP " + number + " after " + command);
            assertEquals(
                    model.events(i), owner.events(id).size(), () -> "events of OTP " + number + " after " + command);
        }
        IntStream.range(0, sent.size())
                .mapToObj(i -> new Owned(model.accountOf(i), sent.get(i).number))
                .distinct()
                .forEach(owned -> assertListed(owned, command));
    }

    /** An account, and a number that it sent to. */
    private record Owned(String account, String number) {}

    /** Those of one instant come in any order. */
    private void assertListed(Owned owned, OtpCommand command) {
        Map<OtpId, ShownOtp> expected = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            if (owned.equals(new Owned(model.accountOf(i), sent.get(i).number))) {
                OtpId id = sent.get(i).id;
                model.find(i, owned.account(), now()).ifPresent(shown -> expected.put(id, shown));
            }
        }
        List<Otp> listed = of(owned.account()).findByNumber(owned.number());
        if (expected.size() <= MOST_LISTED) {
            Map<OtpId, ShownOtp> shown = new HashMap<>();
            listed.forEach(otp -> shown.put(otp.id(), ShownOtp.of(otp)));
            assertEquals(expected, shown, () -> "OTPs of a number after " + command);
            assertEquals(expected.size(), listed.size(), () -> "OTPs of a number after " + command);
        }
        for (int i = 1; i < listed.size(); i++) {
            assertFalse(
                    listed.get(i - 1).created().isBefore(listed.get(i).created()),
                    () -> "the newest does not come first after " + command);
        }
    }

    private OtpFlow of(String account) {
        return flow.forAccount(account);
    }

    private ApplicationId id(String account, String application) {
        return application.equals(OtpModel.FIRST_APPLICATION)
                ? ApplicationId.DEFAULT
                : applications.computeIfAbsent(
                        account + '|' + application,
                        key -> of(account)
                                .applications()
                                .create(ApplicationSpec.named(application))
                                .id());
    }

    private boolean isSent(int last) {
        return last < sent.size();
    }

    private int number(int last) {
        return sent.size() - 1 - last;
    }

    private Sent otp(int last) {
        return sent.get(number(last));
    }

    private int messages() {
        return parts.sms().messages().size() + parts.voice().messages().size();
    }

    private Instant now() {
        return parts.time().instant();
    }

    /** A code of the same form that is wrong. */
    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '8' : '9') + code.substring(1);
    }
}
