package io.otpengine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.otpengine.Application;
import io.otpengine.ApplicationEdit;
import io.otpengine.ApplicationId;
import io.otpengine.ApplicationSpec;
import io.otpengine.Applications;
import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationsTest {
    private static final String LENGTHS = "must be from 6 to 11 for digits, to have at least 1000000 possible codes";

    private final World world = World.create();
    private final Applications applications = world.engine.applications();

    @Nested
    class TheDefaultOne {
        @Test
        void isThereFromTheStartAndFollowsThePolicy() {
            assertThat(applications.list()).containsExactly(defaultOf("default", OtpPolicy.recommended()));
            assertThat(applications.find(ApplicationId.DEFAULT))
                    .contains(defaultOf("default", OtpPolicy.recommended()));
        }

        @Test
        void followsWhicheverPolicyTheNodeHas() {
            Applications other =
                    world.node().policy(OtpPolicy.tyntecCompatible()).build().applications();
            assertThat(other.list()).containsExactly(defaultOf("default", OtpPolicy.tyntecCompatible()));
        }

        @Test
        void isOneForEachAccount() {
            assertThat(world.engine.forAccount("acme").applications().list())
                    .containsExactly(defaultOf("acme", OtpPolicy.recommended()));
        }

        @Test
        void isFoundByItsOwnIdToo() {
            Application found = applications.find(ApplicationId.DEFAULT).orElseThrow();
            assertThat(applications.find(found.id())).contains(found);
            assertThat(world.sent(SendRequest.to(World.NUMBER).application(found.id()))
                            .applicationId())
                    .isEqualTo(found.id());
        }

        @Test
        void isNothingToAnotherAccount() {
            ApplicationId ours =
                    applications.find(ApplicationId.DEFAULT).orElseThrow().id();
            Applications theirs = world.engine.forAccount("acme").applications();
            assertThat(theirs.find(ours)).isEmpty();
            assertThat(theirs.update(ours, edit -> edit.attempts(1))).isEmpty();
            assertThat(theirs.delete(ours)).isEmpty();
            assertThat(theirs.putTemplate(ours, "en", Optional.empty(), "{{OTP}}"))
                    .isEmpty();
        }

        @Test
        void hasItsFirstVersionWithItsFirstEdit() {
            Application edited = applications
                    .update(ApplicationId.DEFAULT, edit -> edit.attempts(1))
                    .orElseThrow();
            assertThat(edited.version()).isEqualTo(1);
            assertThat(edited.attempts()).isEqualTo(1);
            assertThat(edited.created()).isEqualTo(Instant.EPOCH);
            assertThat(applications.list()).containsExactly(edited);
            assertThat(world.node().build().applications().list()).containsExactly(edited);
        }

        @Test
        void canBeRenamed() {
            assertThat(applications.update(ApplicationId.DEFAULT, edit -> edit.name("Shop")))
                    .map(Application::name)
                    .contains("Shop");
        }

        @Test
        void isNeverDeleted() {
            ApplicationId own =
                    applications.find(ApplicationId.DEFAULT).orElseThrow().id();
            for (ApplicationId id : new ApplicationId[] {ApplicationId.DEFAULT, own}) {
                assertThatThrownBy(() -> applications.delete(id))
                        .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_DELETABLE))
                        .satisfies(e -> assertThat(e.field()).isEqualTo("application"));
            }
            assertThat(applications.list()).hasSize(1);
        }

        @Test
        void isListedFirst() {
            Application old = applications.create(ApplicationSpec.named("old"));
            world.pass(Duration.ofSeconds(1));
            Application young = applications.create(ApplicationSpec.named("young"));
            applications.update(ApplicationId.DEFAULT, edit -> edit.sender("Shop"));
            assertThat(applications.list())
                    .extracting(Application::id)
                    .containsExactly(defaultId("default"), old.id(), young.id());
        }

        private Application defaultOf(String account, OtpPolicy policy) {
            return new Application(
                    defaultId(account),
                    0,
                    account,
                    "default",
                    policy.codeLength(),
                    false,
                    policy.attempts(),
                    policy.expire(),
                    policy.sender(),
                    null,
                    Map.of(),
                    Instant.EPOCH);
        }

        private ApplicationId defaultId(String account) {
            byte[] name = ("otpengine/default/" + account).getBytes(StandardCharsets.UTF_8);
            return new ApplicationId(UUID.nameUUIDFromBytes(name).toString());
        }
    }

    @Nested
    class ANewOne {
        @Test
        void hasThePolicysValuesWhereNothingIsSaid() {
            Application made = applications.create(ApplicationSpec.defaults());
            assertThat(made)
                    .isEqualTo(new Application(
                            made.id(),
                            1,
                            "default",
                            "App-" + World.START.toEpochMilli(),
                            6,
                            false,
                            3,
                            Duration.ofMinutes(5),
                            "VERIFY",
                            null,
                            Map.of(),
                            World.START));
            assertThat(applications.find(made.id())).contains(made);
        }

        @Test
        void hasWhatIsSaid() {
            Application made = applications.create(
                    new ApplicationSpec("Bank", 8, true, 2, Duration.ofSeconds(45), "BANK", "+4930123456"));
            assertThat(made.name()).isEqualTo("Bank");
            assertThat(made.codeLength()).isEqualTo(8);
            assertThat(made.alphanumeric()).isTrue();
            assertThat(made.attempts()).isEqualTo(2);
            assertThat(made.expire()).isEqualTo(Duration.ofSeconds(45));
            assertThat(made.sender()).isEqualTo("BANK");
            assertThat(made.caller()).isEqualTo("+4930123456");
        }

        @Test
        void mayHaveTheNameOfAnother() {
            Application one = applications.create(ApplicationSpec.named("twin"));
            Application two = applications.create(ApplicationSpec.named("twin"));
            assertThat(one.id()).isNotEqualTo(two.id());
        }

        @Test
        void isUnknownToAnotherAccount() {
            ApplicationId ours = applications.create(ApplicationSpec.defaults()).id();
            Applications theirs = world.engine.forAccount("acme").applications();
            assertThat(theirs.find(ours)).isEmpty();
            assertThat(theirs.list()).extracting(Application::id).doesNotContain(ours);
            assertThat(theirs.update(ours, edit -> edit.attempts(1))).isEmpty();
            assertThat(theirs.delete(ours)).isEmpty();
            assertThat(theirs.deleteTemplate(ours, "en", Optional.empty())).isEmpty();
            assertThat(applications.find(ours)).map(Application::version).contains(1L);
        }

        @Test
        void isGoneOnceDeleted() {
            Application made = applications.create(ApplicationSpec.defaults());
            assertThat(applications.delete(made.id())).contains(made);
            assertThat(applications.delete(made.id())).isEmpty();
            assertThat(applications.find(made.id())).isEmpty();
            assertThat(applications.update(made.id(), edit -> edit.attempts(1))).isEmpty();
        }
    }

    @Nested
    class Bounds {
        @ParameterizedTest(name = "{0}: {2}")
        @MethodSource("io.otpengine.limits.ApplicationsTest#outside")
        void areThoseOfThePolicyWhenOneIsCreated(
                String field, Function<ApplicationSpec, ApplicationSpec> spec, String message) {
            assertRefused(field, message, () -> applications.create(spec.apply(ApplicationSpec.defaults())));
            assertThat(applications.list()).hasSize(1);
        }

        @Test
        void areThoseOfThePolicyWhenOneIsEdited() {
            assertEditRefused("attempts", "must be from 1 to 3", edit -> edit.attempts(4));
            assertEditRefused("expire", "must be from 30 to 600 seconds", edit -> edit.expire(Duration.ofHours(1)));
            assertEditRefused("codeLength", LENGTHS, edit -> edit.codeLength(12));
            assertEditRefused("name", "is required and must not be null or blank", edit -> edit.name(" "));
            assertEditRefused("sender", "must be at most 15 characters long", edit -> edit.sender("x".repeat(16)));
            assertEditRefused("edit", "is required and must not be null or blank", edit -> null);
            assertThat(applications.find(ApplicationId.DEFAULT))
                    .map(Application::version)
                    .contains(0L);
        }

        @Test
        void holdBothForLengthAndAlphabetTogether() {
            Application letters =
                    applications.create(ApplicationSpec.defaults().codeLength(4).alphanumeric(true));
            assertRefused(
                    "codeLength", LENGTHS, () -> applications.update(letters.id(), edit -> edit.alphanumeric(false)));
        }

        private void assertEditRefused(String field, String message, UnaryOperator<ApplicationEdit> edit) {
            assertRefused(field, message, () -> applications.update(ApplicationId.DEFAULT, edit));
        }
    }

    static Stream<Arguments> outside() {
        return Stream.of(
                outside(
                        "name",
                        s -> s.name("Default"),
                        "must not be 'default', which names the account's default application"),
                outside("name", s -> s.name("x".repeat(65)), "must be at most 64 characters long"),
                outside("codeLength", s -> s.codeLength(3), LENGTHS),
                outside("codeLength", s -> s.codeLength(5), LENGTHS),
                outside("attempts", s -> s.attempts(0), "must be from 1 to 3"),
                outside("attempts", s -> s.attempts(4), "must be from 1 to 3"),
                outside("expire", s -> s.expire(Duration.ofSeconds(29)), "must be from 30 to 600 seconds"),
                outside("expire", s -> s.expire(Duration.ofSeconds(601)), "must be from 30 to 600 seconds"),
                outside("sender", s -> s.sender(""), "is required and must not be null or blank"),
                outside("caller", s -> s.caller("x".repeat(17)), "must be at most 16 characters long"));
    }

    @Test
    void clearingTheCallerLeavesNone() {
        applications.update(ApplicationId.DEFAULT, edit -> edit.caller("+4930123456"));
        assertThat(applications.update(ApplicationId.DEFAULT, ApplicationEdit::clearCaller))
                .map(application -> application.caller() == null)
                .contains(true);
    }

    private static Arguments outside(String field, Function<ApplicationSpec, ApplicationSpec> spec, String message) {
        return arguments(field, spec, message);
    }

    private static void assertRefused(String field, String message, Runnable call) {
        assertThatThrownBy(call::run)
                .hasMessage(field + " " + message)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
