package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Interposed;
import io.otpengine.InvalidRequestException;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.VerifyRequest;
import io.otpengine.World;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that wants to be more than text, and too much of it. */
@Tag("SEC-30")
class HostileInputTest {
    private static final String HUGE = "7".repeat(10_000_000);

    private final World world = World.under(OtpPolicy.recommended());
    private final AtomicInteger storeCalls = new AtomicInteger();
    private final OtpEngine engine = world.node()
            .store(Interposed.before(world.kept, call -> {
                if (!call.name().equals("durable")) {
                    storeCalls.incrementAndGet();
                }
                return call.proceed();
            }))
            .build();

    /** Every text that a caller can pass on, as a request made of it. */
    static Stream<Arguments> texts() {
        return Stream.of(
                field("number", (e, s) -> e.send(SendRequest.to(s))),
                field("country", (e, s) -> e.send(to().country(s))),
                field("language", (e, s) -> e.send(to().language(s))),
                field("text", (e, s) -> e.send(to().text("{{OTP}}" + s))),
                field("code", (e, s) -> e.send(to().code(s))),
                field("sender", (e, s) -> e.send(to().sender(s))),
                field("caller", (e, s) -> e.send(to().caller(s))),
                field("referenceId", (e, s) -> e.send(to().referenceId(s))),
                field("subject", (e, s) -> e.send(to().subject(s))),
                field("binding", (e, s) -> e.send(to().binding(s))),
                field("name", (e, s) -> e.applications().create(ApplicationSpec.named(s))),
                field(
                        "sender",
                        (e, s) -> e.applications()
                                .create(ApplicationSpec.defaults().sender(s))),
                field(
                        "caller",
                        (e, s) -> e.applications()
                                .create(ApplicationSpec.defaults().caller(s))),
                field(
                        "text",
                        (e, s) -> e.applications()
                                .putTemplate(ApplicationId.DEFAULT, "en", Optional.empty(), "{{OTP}}" + s)),
                field(
                        "language",
                        (e, s) -> e.applications().putTemplate(ApplicationId.DEFAULT, s, Optional.empty(), "{{OTP}}")),
                field("account", OtpEngine::forAccount),
                field("number", OtpEngine::findByNumber),
                field("number", OtpEngine::unblock));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @Tag("SEC-35")
    void tenMegabytesAreRefusedByTheirLengthBeforeTheStoreIsAsked(String field, BiConsumer<OtpEngine, String> request) {
        assertRefused(field, () -> request.accept(engine, HUGE));
        assertThat(storeCalls).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void whatChangesHowTheRestIsReadIsRefused(String field, BiConsumer<OtpEngine, String> request) {
        for (String control : new String[] {"\r", "\u0000", "\u0007", "\u0085", "\u2028", "\u202e", "\u2066"}) {
            assertRefused(field, () -> request.accept(engine, "12" + control + "34"));
        }
        assertThat(storeCalls).hasValue(0);
    }

    @Nested
    class AGuess {
        @Test
        @Tag("SEC-35")
        void ofTenMegabytesIsAWrongGuessLikeAnyOther() {
            Otp otp = world.sent();
            assertThat(world.engine.verify(otp.id(), HUGE).counted()).isTrue();
            assertThat(world.engine.verify(otp.id(), world.sms.lastCode()).isVerified())
                    .isTrue();
        }

        @Test
        void withABindingOfTenMegabytesIsRefusedAndCostsNothing() {
            Otp otp = world.sent();
            VerifyRequest guess = VerifyRequest.of(otp.id(), "123456").binding(HUGE);
            assertRefused("binding", () -> world.engine.verify(guess));
            assertThat(world.row(otp).attemptCount()).isZero();
        }
    }

    @Test
    void aResendIsHeldToTheSameLengths() {
        ResendRequest resend = ResendRequest.of(world.sent().id());
        assertRefused("sender", () -> engine.resend(resend.sender(HUGE)));
        assertRefused("caller", () -> engine.resend(resend.caller(HUGE)));
        assertRefused("subject", () -> engine.resend(resend.subject(HUGE)));
        assertThat(storeCalls).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{OTP}}", "${code}", "%s", "%n", "'; DROP TABLE", "<b>", "\\u0041"})
    void whatLooksLikeAPlaceholderIsInertInAVariable(String text) {
        Otp otp = world.sent(SendRequest.to(NUMBER)
                .sender(text)
                .referenceId(text)
                .subject(text)
                .binding(text)
                .text("{{OTP}} for you"));
        assertThat(world.sms.last().sender()).isEqualTo(text);
        assertThat(world.sms.last().text()).isEqualTo(world.sms.lastCode() + " for you");
        assertThat(otp.referenceId()).contains(text);
        assertThat(world.engine
                        .verify(VerifyRequest.of(otp.id(), world.sms.lastCode()).binding(text))
                        .isVerified())
                .isTrue();
    }

    private static Arguments field(String name, BiConsumer<OtpEngine, String> request) {
        return arguments(name, request);
    }

    private static SendRequest to() {
        return SendRequest.to(NUMBER);
    }

    private static void assertRefused(String field, Runnable request) {
        assertThatThrownBy(request::run)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
