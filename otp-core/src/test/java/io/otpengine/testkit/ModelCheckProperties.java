package io.otpengine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otpengine.Application;
import io.otpengine.ApplicationSpec;
import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.VerifyRequest;
import io.otpengine.memory.InMemoryOtpStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The kit's arbitraries, model and check, used as a stranger would. */
class ModelCheckProperties {
    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void anEngineAnswersAsTheModelDoes(
            @ForAll("sequences") List<OtpCommand> commands, @ForAll("policies") OtpPolicy policy) {
        EngineParts parts = EngineParts.over(new InMemoryOtpStore(), policy);
        List<OtpCommand> allowed = commands.stream()
                .filter(command ->
                        !(command instanceof OtpCommand.Edit edit) || edit.attempts() <= policy.maxAttempts())
                .toList();
        new ModelCheck(parts, p -> OtpFlow.of(p.builder().build())).run(allowed);
    }

    @Property(tries = 100)
    void everyNumberTakesATextMessage(@ForAll("numbers") String number) {
        EngineParts parts = EngineParts.inMemory();
        assertTrue(parts.builder().build().send(SendRequest.to(number)) instanceof SendResult.Sent);
        assertEquals(number, parts.sms().lastMessage(number).number());
    }

    @Property(tries = 100)
    void everyApplicationIsTaken(@ForAll("applications") ApplicationSpec spec, @ForAll("accounts") String account) {
        OtpEngine engine = EngineParts.inMemory().builder().build().forAccount(account);
        Application made = engine.applications().create(spec);
        assertEquals(Optional.of(made), engine.applications().find(made.id()));
    }

    @Property(tries = 100)
    void everyTemplateIsTaken(@ForAll("templates") String template, @ForAll("languages") String language) {
        EngineParts parts = EngineParts.inMemory();
        OtpEngine engine = parts.builder().build();
        Application made = engine.applications().create(ApplicationSpec.defaults());
        engine.applications().putTemplate(made.id(), language, Optional.of(Channel.SMS), template);
        engine.send(SendRequest.to("+491701234567").application(made.id()).language(language));
        assertTrue(parts.sms()
                .lastMessage("+491701234567")
                .text()
                .contains(parts.sms().lastCodeFor("+491701234567")));
    }

    /** An engine that lets a guess at the last attempt go uncounted. */
    private record Lenient(OtpEngine engine) implements OtpFlow {
        @Override
        public OtpFlow forAccount(String accountId) {
            return new Lenient(engine.forAccount(accountId));
        }

        @Override
        public Verification verify(VerifyRequest request) {
            return engine.find(request.id())
                            .filter(otp -> otp.attemptsLeft() == 1)
                            .isPresent()
                    ? new Verification(Verification.Outcome.WRONG_CODE, engine.find(request.id()), 1, false)
                    : engine.verify(request);
        }
    }

    @Example
    void aDifferenceIsPrintedAsJavaThatRuns() {
        List<OtpCommand> commands = List.of(
                new OtpCommand.Send("acme", "+491701234567", "default"),
                new OtpCommand.Verify(0, "acme", false),
                new OtpCommand.Pass(Duration.ofMillis(1)),
                new OtpCommand.Verify(0, "acme", false),
                new OtpCommand.Verify(0, "acme", false),
                new OtpCommand.Restart());
        ModelCheck check = new ModelCheck(
                EngineParts.inMemory(), parts -> new Lenient(parts.builder().build()));
        AssertionError e = assertThrows(AssertionError.class, () -> check.run(commands));
        assertTrue(e.getMessage().contains("TOO_MANY_ATTEMPTS"), e.getMessage());
        assertTrue(e.getMessage().endsWith("""
                                after check.run(List.of(
                                    new OtpCommand.Send("acme", "+491701234567", "default"),
                                    new OtpCommand.Verify(0, "acme", false),
                                    new OtpCommand.Pass(Duration.ofMillis(1)),
                                    new OtpCommand.Verify(0, "acme", false),
                                    new OtpCommand.Verify(0, "acme", false)));"""), e.getMessage());
    }

    @Provide
    Arbitrary<List<OtpCommand>> sequences() {
        return OtpArbitraries.commands();
    }

    @Provide
    Arbitrary<OtpPolicy> policies() {
        return OtpArbitraries.policies();
    }

    @Provide
    Arbitrary<String> numbers() {
        return OtpArbitraries.numbers();
    }

    @Provide
    Arbitrary<ApplicationSpec> applications() {
        return OtpArbitraries.applications();
    }

    @Provide
    Arbitrary<String> accounts() {
        return OtpArbitraries.accounts();
    }

    @Provide
    Arbitrary<String> templates() {
        return OtpArbitraries.templates();
    }

    @Provide
    Arbitrary<String> languages() {
        return OtpArbitraries.languages();
    }
}
