package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationSpec;
import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.ConsoleChannel;
import io.otpengine.DeliveryReport;
import io.otpengine.InvalidRequestException;
import io.otpengine.MainClasses;
import io.otpengine.Otp;
import io.otpengine.OtpCapacityException;
import io.otpengine.OtpDeliveryException;
import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpPolicy.TestNumber;
import io.otpengine.OtpStoreException;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.VerifyRequest;
import io.otpengine.World;
import io.otpengine.memory.CachingOtpStore;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.Digest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.QuotaCharge;
import io.otpengine.spi.QuotaEntry;
import io.otpengine.spi.QuotaRefusal;
import io.otpengine.spi.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SEC-23")
@DisplayName("SEC-23 no code, text or full number leaves but in the message")
class LeaksTest {
    private static final SendRequest REQUEST =
            SendRequest.to(Canary.NUMBER).code(Canary.CODE).text(Canary.TEXT);

    @Test
    void whenAllGoesWell() {
        Canary canary = new Canary();
        World world = World.create();
        canary.listenTo(() -> canary.callEverything(world, world.engine));
        canary.assertSilent();
    }

    @Test
    void whenTheChannelRepeatsTheMessageInWhatItAnswers() {
        for (DeliveryResult.Rejected.Reason reason : DeliveryResult.Rejected.Reason.values()) {
            Canary canary = new Canary();
            World world = World.create();
            world.sms.answers(m -> new DeliveryResult.Rejected(reason, Canary.echo(m)));
            world.voice.answers(m -> new DeliveryResult.Unknown(Canary.echo(m)));
            canary.listenTo(() -> canary.callEverything(world, world.engine));
            canary.assertSilent();
        }
    }

    @Test
    void whenTheChannelRepeatsTheMessageInWhatItAccepts() {
        Canary canary = new Canary();
        World world = World.create();
        world.sms.answers(m -> new DeliveryResult.Accepted(Canary.echo(m), Canary.echo(m)));
        canary.listenTo(() -> {
            canary.callEverything(world, world.engine);
            canary.hear(world.kept.findByNumber("default", Canary.NUMBER, 10));
            world.kept
                    .findByNumber("default", Canary.NUMBER, 10)
                    .forEach(row -> canary.hear(row.provider() + " " + row.messageId()));
        });
        canary.assertSilent();
    }

    @Test
    void whenTheChannelThrowsTheMessage() {
        Canary canary = new Canary();
        World world = World.create();
        world.sms.answers(m -> {
            throw new IllegalStateException(Canary.echo(m), new IllegalArgumentException(Canary.echo(m)));
        });
        world.voice.answers(m -> {
            throw new AssertionError(Canary.echo(m));
        });
        canary.listenTo(() -> canary.callEverything(world, world.engine));
        canary.assertSilent();
        assertThat(canary.lines()).anyMatch(line -> line.contains("java.lang.IllegalStateException"));
    }

    @Test
    void whenTheStoreThrowsWhatItWasGiven() {
        for (String method : List.of(
                "insert",
                "find",
                "recall",
                "replace",
                "delete",
                "findByNumber",
                "tryAcquire",
                "used",
                "clear",
                "purgeExpired")) {
            Canary canary = new Canary();
            World world = World.create();
            var broken = io.otpengine.Interposed.before(world.kept, call -> {
                if (call.name().equals(method)) {
                    throw new IllegalStateException(Canary.NUMBER + Canary.CODE, new Exception(Canary.TEXT));
                }
                return call.proceed();
            });
            OtpEngine engine = world.node().store(broken).build();
            canary.listenTo(() -> canary.callEverything(world, engine));
            canary.assertSilent();
        }
    }

    @Test
    void whenAListenerThrowsWhatItHeard() {
        Canary canary = new Canary();
        World world = World.create();
        OtpEngine engine = world.node()
                .listener((otp, event) -> {
                    throw new IllegalStateException(otp.number() + event);
                })
                .build();
        canary.listenTo(() -> canary.callEverything(world, engine));
        canary.assertSilent();
    }

    @Test
    void whenKeysAreWrongOrUnknown() {
        for (CodeKeys keys : List.of(CodeKeys.of("k1", World.key(7)), CodeKeys.of("k7", World.key(7)))) {
            Canary canary = new Canary();
            World world = World.create();
            Otp otp = world.sent(REQUEST);
            OtpEngine engine = world.node().keys(keys).build();
            canary.listenTo(() -> {
                canary.tried(() -> engine.verify(otp.id(), Canary.CODE));
                canary.tried(() -> engine.resend(otp.id()));
            });
            canary.assertSilent();
        }
    }

    @Test
    void whenMistakesAreMade() {
        Canary canary = new Canary();
        World world = World.create();
        canary.listenTo(() -> {
            canary.tried(() -> world.engine.send(SendRequest.to(Canary.NUMBER + "x")));
            canary.tried(() -> world.engine.send(REQUEST.country("AT")));
            canary.tried(() -> world.engine.send(REQUEST.code(Canary.CODE.toUpperCase(java.util.Locale.ROOT))));
            canary.tried(() -> world.engine.send(REQUEST.code(Canary.CODE.repeat(3))));
            canary.tried(() -> world.engine.send(REQUEST.text(Canary.TEXT + "{{OTP}} {{X}}")));
            canary.tried(() -> world.engine.findByNumber(Canary.NUMBER + "x"));
            canary.tried(() -> new TestNumber(Canary.NUMBER, Canary.CODE, World.START));
            canary.tried(() -> world.engine.verify(
                    VerifyRequest.of(new io.otpengine.OtpId(1, 1), Canary.CODE).binding("\n")));
        });
        canary.assertSilent();
        assertThat(canary.lines()).hasSizeGreaterThan(6);
    }

    @Test
    void theWatchSeesALeak() {
        Canary canary = new Canary();
        canary.hear(new IllegalStateException("for " + Canary.CODE));
        org.assertj.core.api.Assertions.assertThatThrownBy(canary::assertSilent).isInstanceOf(AssertionError.class);
    }

    @Test
    void noPublicTypePrintsThem() {
        List<Object> all = oneOfEachPublicType();
        all.forEach(instance -> {
            Canary canary = new Canary();
            canary.hear(instance.toString());
            canary.assertSilent();
        });
        assertThat(all.stream().map(o -> o.getClass().getName()).collect(Collectors.toSet()))
                .containsAll(publicTypes());
    }

    private static List<Object> oneOfEachPublicType() {
        World world = World.create();
        Otp otp = world.sent(REQUEST);
        OtpRecord row = world.row(otp);
        Application application = world.engine.applications().list().get(0);
        QuotaCharge charge = new QuotaCharge("n|default|" + Canary.NUMBER, 1, List.of(window()));
        QuotaRefusal refusal = new QuotaRefusal(charge, window(), World.START);
        List<Object> all = new ArrayList<>(List.of(
                application,
                new ApplicationEdit("Bank", 6, false, 3, Duration.ofMinutes(5), "Bank", null),
                application.id(),
                ApplicationSpec.defaults(),
                Channel.SMS,
                CodeKeys.of("k", Canary.CODE.repeat(4).getBytes(StandardCharsets.US_ASCII)),
                new ConsoleChannel(Channel.SMS),
                new DeliveryReport(
                        Canary.CODE, DeliveryReport.State.DELIVERED, World.START, "p", "to " + Canary.NUMBER),
                InvalidRequestException.required("code"),
                otp,
                new OtpCapacityException("full"),
                new OtpDeliveryException("no", otp.id()),
                new OtpException("no", null, otp.id()),
                new OtpStoreException("no", null, otp.id()),
                world.engine,
                world.node(),
                world.engine.events(otp.id()).get(0),
                otp.id(),
                OtpPolicy.recommended(),
                OtpPolicy.recommended().toBuilder().testNumbers(List.of(testNumber())),
                testNumber(),
                window(),
                ResendRequest.of(otp.id())));
        all.addAll(List.of(
                REQUEST,
                new SendResult.Sent(otp),
                new SendResult.Undelivered(otp, true, "timeout"),
                new SendResult.Refused(SendResult.Refused.Reason.NOT_ACTIVE, java.util.Optional.of(otp)),
                new SendResult.Throttled(SendResult.Throttled.Scope.NUMBER, Duration.ofSeconds(1)),
                world.engine.verify(otp.id(), "not it"),
                VerifyRequest.of(otp.id(), Canary.CODE),
                new DeliveryResult.Accepted("phone", "1"),
                new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.SENDER, "no"),
                new DeliveryResult.Unknown("timeout"),
                Digest.of(Canary.CODE.getBytes(StandardCharsets.US_ASCII)),
                Sealed.of(Canary.CODE.getBytes(StandardCharsets.US_ASCII)),
                world.sms.last(),
                row,
                row.next(),
                charge,
                refusal,
                QuotaEntry.NONE,
                new QuotaEntry.Charged(QuotaEntry.NONE, java.util.Optional.of(refusal)),
                world.kept,
                new CachingOtpStore(world.kept),
                InMemoryOtpStore.builder()));
        return all;
    }

    private static QuotaWindow window() {
        return QuotaWindow.of(1, Duration.ofHours(1));
    }

    private static TestNumber testNumber() {
        return new TestNumber(Canary.NUMBER, Canary.CODE, World.START);
    }

    private static Set<String> publicTypes() {
        return MainClasses.ALL.stream()
                .filter(c -> !c.getPackageName().startsWith("io.otpengine.internal"))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> !c.isInterface() && !c.isEnum())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }
}
