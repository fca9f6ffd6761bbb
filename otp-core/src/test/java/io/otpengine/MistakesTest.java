package io.otpengine;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.otpengine.InvalidRequestException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SEC-35 and a newcomer's mistakes: each gives one sentence that names the field and its bounds; nothing is written, charged or sent. */
class MistakesTest {
    private static final SendRequest TO = SendRequest.to(NUMBER);
    private static final OtpId ID = new OtpId(1, 2);
    private static final String LONG = "1".repeat(10_000_000);

    private final Interposed.Writes writes = new Interposed.Writes();
    private final World world = World.seenThrough(store -> Interposed.before(store, writes));

    interface Act {
        void on(OtpEngine engine);
    }

    static Stream<Arguments> sendsAndGuesses() {
        return Stream.of(
                mistake("number must be possible", Reason.MALFORMED, e -> e.send(SendRequest.to("12"))),
                mistake("number must be digits", Reason.MALFORMED, e -> e.send(SendRequest.to("+49 170 CALL ME"))),
                mistake("number must be digits", Reason.MALFORMED, e -> e.send(SendRequest.to("+49301234;ext=5"))),
                mistake("number must be at most 32 characters", Reason.TOO_LONG, e -> e.send(SendRequest.to(LONG))),
                mistake("number is required", Reason.REQUIRED, e -> e.send(SendRequest.to(" "))),
                mistake("country must be an ISO", Reason.MALFORMED, e -> e.send(TO.country("XX"))),
                mistake("country must have the calling code", Reason.CONTRADICTION, e -> e.send(TO.country("AT"))),
                mistake("country must be at most 2", Reason.TOO_LONG, e -> e.send(TO.country(LONG))),
                mistake("via must be a channel", Reason.UNKNOWN_CHANNEL, e -> e.send(TO.via(new Channel("push")))),
                mistake("language must be a language", Reason.MALFORMED, e -> e.send(TO.language("d"))),
                mistake("language must be at most 7", Reason.TOO_LONG, e -> e.send(TO.language(LONG))),
                mistake("text must contain {{OTP}}", Reason.MISSING_PLACEHOLDER, e -> e.send(TO.text("Hello"))),
                mistake("text must have no braces", Reason.UNKNOWN_PLACEHOLDER, e -> e.send(TO.text("{{OTP}} {{X}}"))),
                mistake("text must be at most 640", Reason.TOO_LONG, e -> e.send(TO.text(LONG))),
                mistake("text must have no control", Reason.MALFORMED, e -> e.send(TO.text("{{OTP}}\u202e"))),
                mistake("code must be digits and lower-case", Reason.MALFORMED, e -> e.send(TO.code("ABC123"))),
                mistake("code must be digits and lower-case", Reason.MALFORMED, e -> e.send(TO.code("12-45 6"))),
                mistake("code must be from 4 to 11", Reason.OUT_OF_RANGE, e -> e.send(TO.code("123"))),
                mistake("code must be from 4 to 11", Reason.OUT_OF_RANGE, e -> e.send(TO.code(LONG))),
                mistake("code must be one of at least 1000000", Reason.OUT_OF_RANGE, e -> e.send(TO.code("12345"))),
                mistake("codeLength must be from 6 to 11", Reason.OUT_OF_RANGE, e -> e.send(TO.codeLength(3))),
                mistake("codeLength must be from 6 to 11", Reason.OUT_OF_RANGE, e -> e.send(TO.codeLength(5))),
                mistake("sender must be at most 15", Reason.TOO_LONG, e -> e.send(TO.sender("Sixteen letters."))),
                mistake("sender must be one line", Reason.MALFORMED, e -> e.send(TO.sender("a\r\nb"))),
                mistake("caller must be at most 16", Reason.TOO_LONG, e -> e.send(TO.caller(LONG))),
                mistake("referenceId must be at most 128", Reason.TOO_LONG, e -> e.send(TO.referenceId(LONG))),
                mistake("subject must be at most 256", Reason.TOO_LONG, e -> e.send(TO.subject(LONG))),
                mistake("subject is required", Reason.REQUIRED, e -> e.send(TO.subject("  "))),
                mistake("binding must be at most 1024", Reason.TOO_LONG, e -> e.send(TO.binding(LONG))),
                mistake("via must be", Reason.UNKNOWN_CHANNEL, e -> e.resend(resend().via(new Channel("push")))),
                mistake("sender must be at most 15", Reason.TOO_LONG, e -> e.resend(resend().sender(LONG))),
                mistake("code is required", Reason.REQUIRED, e -> e.verify(ID, null)),
                mistake("code is required", Reason.REQUIRED, e -> e.verify(ID, "  ")),
                mistake("binding must be at most 1024", Reason.TOO_LONG, e -> e.verify(guess().binding(LONG))),
                mistake("number must be possible", Reason.MALFORMED, e -> e.findByNumber("12")),
                mistake("number must be at most 32", Reason.TOO_LONG, e -> e.unblock(LONG)),
                mistake("limit must be from 1", Reason.OUT_OF_RANGE, e -> e.purge(0)),
                mistake("account must be 1 to 64", Reason.MALFORMED, e -> e.forAccount("a b")),
                mistake("account must be 1 to 64", Reason.MALFORMED, e -> e.forAccount(LONG)));
    }

    static Stream<Arguments> applications() {
        ApplicationSpec spec = ApplicationSpec.defaults();
        return Stream.of(
                onApplications(
                        "codeLength must be from 6 to 11", Reason.OUT_OF_RANGE, a -> a.create(spec.codeLength(3))),
                onApplications(
                        "codeLength must be from 6 to 11", Reason.OUT_OF_RANGE, a -> a.create(spec.codeLength(4))),
                onApplications(
                        "expire must be from 30 to 600 seconds",
                        Reason.OUT_OF_RANGE,
                        a -> a.create(spec.expire(Duration.ofSeconds(29)))),
                onApplications(
                        "expire must be in whole milliseconds",
                        Reason.OUT_OF_RANGE,
                        a -> a.create(spec.expire(Duration.ofSeconds(30).plusNanos(1)))),
                onApplications("attempts must be from 1 to 3", Reason.OUT_OF_RANGE, a -> a.create(spec.attempts(0))),
                onApplications("attempts must be from 1 to 3", Reason.OUT_OF_RANGE, a -> a.create(spec.attempts(4))),
                onApplications("name must not be 'default'", Reason.RESERVED, a -> a.create(spec.name("Default"))),
                onApplications("name must be at most 64", Reason.TOO_LONG, a -> a.create(spec.name(LONG))),
                onApplications("name is required", Reason.REQUIRED, a -> a.create(spec.name(""))),
                onApplications(
                        "attempts must be from 1 to 3",
                        Reason.OUT_OF_RANGE,
                        a -> a.update(ApplicationId.DEFAULT, edit -> edit.attempts(11))),
                onApplications(
                        "application must not be the default one",
                        Reason.NOT_DELETABLE,
                        a -> a.delete(ApplicationId.DEFAULT)),
                onApplications(
                        "text must contain {{OTP}}",
                        Reason.MISSING_PLACEHOLDER,
                        a -> a.putTemplate(ApplicationId.DEFAULT, "en", Optional.empty(), "Hello")));
    }

    @SuppressWarnings("NullOptional") // that is what is tried here
    static Stream<Arguments> nulls() {
        return Stream.of(
                nothing("number", e -> SendRequest.to(null)),
                nothing("request", e -> e.send(null)),
                nothing("id", e -> e.resend((OtpId) null)),
                nothing("request", e -> e.resend((ResendRequest) null)),
                nothing("id", e -> e.verify(null, "123456")),
                nothing("request", e -> e.verify(null)),
                nothing("id", e -> e.find(null)),
                nothing("id", e -> e.delete(null)),
                nothing("id", e -> e.events(null)),
                nothing("number", e -> e.findByNumber(null)),
                nothing("number", e -> e.unblock(null)),
                nothing("report", e -> e.report(null)),
                nothing("reference", e -> e.report(report(null, DeliveryReport.State.DELIVERED, "acme"))),
                nothing("state", e -> e.report(report("r", null, "acme"))),
                nothing("provider", e -> e.report(report("r", DeliveryReport.State.DELIVERED, null))),
                nothing("at", e -> e.report(new DeliveryReport("r", DeliveryReport.State.DELIVERED, null, "a", null))),
                nothing("account", e -> e.forAccount(null)),
                nothing("spec", e -> e.applications().create(null)),
                nothing("application", e -> e.applications().find(null)),
                nothing("application", e -> e.applications().update(null, edit -> edit)),
                nothing("edit", e -> e.applications().update(ApplicationId.DEFAULT, null)),
                nothing("edit", e -> e.applications().update(ApplicationId.DEFAULT, edit -> null)),
                nothing("name", e -> e.applications().update(ApplicationId.DEFAULT, edit -> edit.name(null))),
                nothing("expire", e -> e.applications().update(ApplicationId.DEFAULT, edit -> edit.expire(null))),
                nothing("sender", e -> e.applications().update(ApplicationId.DEFAULT, edit -> edit.sender(null))),
                nothing("application", e -> e.applications().delete(null)),
                nothing("language", e -> e.applications().putTemplate(ApplicationId.DEFAULT, null, none(), "{{OTP}}")),
                nothing("channel", e -> e.applications().putTemplate(ApplicationId.DEFAULT, "en", null, "{{OTP}}")),
                nothing("text", e -> e.applications().putTemplate(ApplicationId.DEFAULT, "en", none(), null)),
                nothing("application", e -> e.applications().putTemplate(null, "en", none(), "{{OTP}}")),
                nothing("application", e -> e.applications().deleteTemplate(null, "en", none())),
                nothing("channel", e -> e.applications().deleteTemplate(ApplicationId.DEFAULT, "en", null)),
                nothing("application", e -> new ApplicationId(null)),
                nothing("channel", e -> new Channel(null)),
                nothing("channel", e -> new ConsoleChannel(null)),
                nothing("out", e -> new ConsoleChannel(Channel.SMS, null)),
                nothing("keys.id", e -> CodeKeys.of(null, World.key(1))),
                nothing("keys.key", e -> CodeKeys.of("k", null)),
                nothing("keys.key", e -> World.KEYS.retired("k", null)),
                nothing("length", e -> QuotaWindow.of(1, null)),
                nothing("store", e -> OtpEngine.builder().store(null)),
                nothing("channel", e -> OtpEngine.builder().channel(null)),
                nothing("policy", e -> OtpEngine.builder().policy(null)),
                nothing("keys", e -> OtpEngine.builder().keys(null)),
                nothing("clock", e -> OtpEngine.builder().clock(null)),
                nothing("listener", e -> OtpEngine.builder().listener(null)),
                nothing("random", e -> OtpEngine.builder().random(null)),
                nothing("expire", e -> policy().expire(null).build()),
                nothing("minExpire", e -> policy().minExpire(null).build()),
                nothing("maxExpire", e -> policy().maxExpire(null).build()),
                nothing("numberQuotas", e -> policy().numberQuotas(null).build()),
                nothing("numberQuotas", e -> policy().numberQuotas(oneNull()).build()),
                nothing("subjectQuotas", e -> policy().subjectQuotas(null).build()),
                nothing("regions", e -> policy().regions(null).build()),
                nothing(
                        "regions",
                        e -> policy().regions(Collections.singleton(null)).build()),
                nothing("validity", e -> policy().validity(null).build()),
                nothing("testNumbers", e -> policy().testNumbers(null).build()),
                nothing("testNumbers", e -> policy().testNumbers(oneNull()).build()),
                nothing("retention", e -> policy().retention(null).build()),
                nothing("sender", e -> policy().sender(null).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sendsAndGuesses", "applications", "nulls"})
    void isOneSentence(String start, Reason reason, Act act) {
        InvalidRequestException e = refused(() -> act.on(world.engine));
        assertThat(e).hasMessageStartingWith(start);
        assertThat(e.getMessage())
                .startsWith(e.field() + " ")
                .doesNotContain("\n")
                .hasSizeLessThan(220);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @Test
    void anEngineWithoutAStoreIsRefused() {
        InvalidRequestException e =
                refused(() -> OtpEngine.builder().channel(world.sms).build());
        assertThat(e.field()).isEqualTo("store");
    }

    @Test
    void anEngineWithoutAChannelIsRefused() {
        InvalidRequestException e =
                refused(() -> OtpEngine.builder().store(world.kept).build());
        assertThat(e.field()).isEqualTo("channel");
    }

    @Test
    void twoChannelsOfOneNameAreRefused() {
        InvalidRequestException e =
                refused(() -> world.node().channel(world.sms).build());
        assertThat(e.reason()).isEqualTo(Reason.CONTRADICTION);
        assertThat(e).hasMessageContaining("'sms'");
    }

    @Test
    void aStoreThatOutlivesTheProcessNeedsKeys() {
        var durable = Interposed.before(world.kept, call -> call.name().equals("durable") ? true : call.proceed());
        InvalidRequestException e = refused(
                () -> OtpEngine.builder().store(durable).channel(world.sms).build());
        assertThat(e.field()).isEqualTo("keys");
        assertThat(e).hasMessageContaining("32 random bytes");
    }

    @AfterEach
    void nothingIsWrittenChargedOrSent() {
        assertThat(writes.names).isEmpty();
        assertThat(world.sms.messages).isEmpty();
        assertThat(world.voice.messages).isEmpty();
        assertThat(world.heard).isEmpty();
        assertThat(world.refusals).isEmpty();
    }

    private static InvalidRequestException refused(ThrowingCallable act) {
        InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, act);
        assertThat(e).isNotNull();
        return e;
    }

    private static Arguments mistake(String start, Reason reason, Act act) {
        return Arguments.of(start, reason, act);
    }

    private static Arguments onApplications(
            String start, Reason reason, java.util.function.Consumer<Applications> act) {
        return Arguments.of(start, reason, (Act) engine -> act.accept(engine.applications()));
    }

    private static Arguments nothing(String field, Act act) {
        return Arguments.of(field + " is required", Reason.REQUIRED, act);
    }

    private static ResendRequest resend() {
        return ResendRequest.of(ID);
    }

    private static VerifyRequest guess() {
        return VerifyRequest.of(ID, "123456");
    }

    private static OtpPolicyBuilder policy() {
        return OtpPolicy.recommended().toBuilder();
    }

    private static DeliveryReport report(String reference, DeliveryReport.State state, String provider) {
        return new DeliveryReport(reference, state, World.START, provider, null);
    }

    private static <T> List<T> oneNull() {
        return Arrays.asList((T) null);
    }

    private static Optional<Channel> none() {
        return Optional.empty();
    }
}
