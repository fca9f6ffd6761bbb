package io.otpengine.limits;

import static io.otpengine.World.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Application;
import io.otpengine.ApplicationSpec;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpPolicyBuilder;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Refused.Reason;
import io.otpengine.SendResult.Sent;
import io.otpengine.World;
import io.otpengine.logs.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAtWorkTest {
    @Nested
    @Tag("SEC-22")
    class AtStart {
        @Test
        void fewerCodesThanTheNormsAskForAreWarnedOfWithTheBound() {
            List<String> lines = LogLines.during(() -> World.under(OtpPolicy.tyntecCompatible()));
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains("10000")
                    .contains("0.03");
        }

        @Test
        void theRecommendedPolicyIsWorthNoWarning() {
            assertThat(LogLines.during(() -> World.under(OtpPolicy.recommended())))
                    .isEmpty();
        }

        @Test
        void soIsAnyOtherWithAMillionCodes() {
            OtpPolicy wide = changed(
                    p -> p.maxAttempts(10).maxExpire(Duration.ofHours(2)).numberQuotas(List.of()));
            assertThat(LogLines.during(() -> World.under(wide))).isEmpty();
        }
    }

    @Nested
    class Regions {
        private final World world = World.under(changed(p -> p.regions(Set.of("DE", "PL"))));

        @Test
        @Tag("SEC-13")
        void outsideTheListNothingIsSentAndNothingCharged() {
            for (String abroad : List.of("+12015550123", "+33612345678", "+447911123456")) {
                assertThat(world.engine.send(SendRequest.to(abroad))).isEqualTo(refused(Reason.REGION));
                assertThat(world.kept.used("n|default|" + abroad, world.now())).isZero();
            }
            assertThat(world.sms.messages).isEmpty();
            assertThat(world.refusals).hasSize(3).containsOnly(refused(Reason.REGION));
        }

        @Test
        void onTheListAreReached() {
            assertThat(world.engine.send(SendRequest.to(NUMBER))).isInstanceOf(Sent.class);
            assertThat(world.engine.send(SendRequest.to("+48600100200"))).isInstanceOf(Sent.class);
        }

        @Test
        void areThoseOfTheNumberAndNotOfTheCountryNamed() {
            World britain = World.under(changed(p -> p.regions(Set.of("GB"))));
            assertThat(britain.engine.send(SendRequest.to("+447911123456").country("GB")))
                    .isEqualTo(refused(Reason.REGION));
        }

        @Test
        void aNumberOfNoRegionIsOnNoList() {
            assertThat(world.engine.send(SendRequest.to("+882161234567"))).isEqualTo(refused(Reason.REGION));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+499001234567", // premium
                "+491803123456", // shared cost
                "+498001234567", // toll-free
                "+4970012345678", // personal
                "+491641234567", // pager
            })
    void aKindOfNumberThatIsNobodysPhoneIsRefused(String number) {
        World world = World.create();
        assertThat(world.engine.send(SendRequest.to(number))).isEqualTo(refused(Reason.NUMBER_TYPE));
        assertThat(world.sms.messages).isEmpty();
        assertThat(world.voice.messages).isEmpty();
    }

    @Nested
    class Retention {
        private final World world = World.under(changed(p -> p.retention(Duration.ofHours(2))));

        @Test
        void isHowLongAnOtpCanStillBeRead() {
            Otp otp = world.sent();
            world.setTo(otp.expires().plus(Duration.ofHours(2)));
            assertThat(world.engine.purge(100)).isZero();
            assertThat(world.engine.find(otp.id())).isPresent();
            world.pass(Duration.ofMillis(1));
            assertThat(world.engine.purge(100)).isEqualTo(1);
            assertThat(world.engine.find(otp.id())).isEmpty();
        }

        @Test
        void isPurgedInBatches() {
            for (int i = 0; i < 7; i++) {
                world.sent();
            }
            world.pass(Duration.ofHours(25));
            assertThat(List.of(world.engine.purge(3), world.engine.purge(3), world.engine.purge(3)))
                    .as("seven OTPs and the application's day, an hour after it")
                    .containsExactly(3, 3, 2);
            assertThat(world.engine.purge(3)).isZero();
        }

        @Test
        void concernsAllAccounts() {
            Otp otp =
                    world.engine.forAccount("acme").send(SendRequest.to(NUMBER)).orElseThrow();
            world.pass(Duration.ofDays(1));
            world.engine.purge(100);
            assertThat(world.engine.forAccount("acme").find(otp.id())).isEmpty();
        }
    }

    @Nested
    class AnApplicationFromAWiderPolicy {
        private final World wide = World.under(World.roomy(OtpPolicy.tyntecCompatible()));
        private final Application application = wide.engine
                .applications()
                .create(ApplicationSpec.named("wide").codeLength(4).attempts(10).expire(Duration.ofHours(2)));
        private final OtpEngine narrow = wide.node().policy(World.ROOMY).build();

        @Test
        void isTightenedAtSend() {
            Otp otp = narrow.send(SendRequest.to(NUMBER).application(application.id()))
                    .orElseThrow();
            assertThat(wide.sms.lastCode()).hasSize(6);
            assertThat(otp.attemptsAllowed()).isEqualTo(3);
            assertThat(Duration.between(otp.created(), otp.expires())).isEqualTo(Duration.ofMinutes(10));
        }

        @Test
        void isWarnedOfOnce() {
            List<String> lines = LogLines.during(() -> {
                for (int i = 0; i < 5; i++) {
                    narrow.send(SendRequest.to(NUMBER).application(application.id()));
                    narrow.applications().putTemplate(application.id(), "de", Optional.empty(), i + " {{OTP}}");
                }
            });
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(application.id().value());
        }

        @Test
        void staysAsItIsInTheStore() {
            narrow.send(SendRequest.to(NUMBER).application(application.id())).orElseThrow();
            assertThat(narrow.applications().find(application.id())).contains(application);
            assertThat(wide.kept.find(application.id())).contains(application);
        }

        @Test
        void needsFewerCharactersWithLetters() {
            Application letters = wide.engine
                    .applications()
                    .create(ApplicationSpec.named("letters").codeLength(4).alphanumeric(true));
            narrow.send(SendRequest.to(NUMBER).application(letters.id())).orElseThrow();
            assertThat(wide.sms.lastCode()).matches("[0-9a-z]{4}");
        }

        @Test
        void keepsWhatIsStricterThanThePolicy() {
            Application strict = wide.engine
                    .applications()
                    .create(ApplicationSpec.named("strict")
                            .codeLength(8)
                            .attempts(1)
                            .expire(Duration.ofSeconds(30)));
            List<String> lines = LogLines.during(() -> {
                Otp otp = narrow.send(SendRequest.to(NUMBER).application(strict.id()))
                        .orElseThrow();
                assertThat(otp.attemptsAllowed()).isEqualTo(1);
                assertThat(otp.expires()).isEqualTo(otp.created().plusSeconds(30));
            });
            assertThat(wide.sms.lastCode()).hasSize(8);
            assertThat(lines).isEmpty();
        }
    }

    private static OtpPolicy changed(UnaryOperator<OtpPolicyBuilder> edit) {
        return edit.apply(World.ROOMY.toBuilder()).build();
    }

    private static SendResult refused(Reason reason) {
        return new Refused(reason, Optional.empty());
    }
}
