package io.otpengine.security;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.otpengine.MainClasses;
import io.otpengine.OtpId;
import io.otpengine.VerifyRequest;
import io.otpengine.internal.codes.Secret;
import io.otpengine.spi.Digest;
import io.otpengine.spi.OtpMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the code itself must not do, whatever it is called with. */
class SecretsRulesTest {
    private static final JavaClasses MAIN = MainClasses.ALL;

    private static final Set<String> COMPARES = Set.of(
            "equals",
            "equalsIgnoreCase",
            "contentEquals",
            "compareTo",
            "compareToIgnoreCase",
            "compare",
            "mismatch",
            "regionMatches",
            "deepEquals");

    /** Where a code, a digest of a binding, or the bytes of either can be got at. */
    private static final List<Class<?>> SECRETS =
            List.of(Secret.class, Digest.class, OtpMessage.class, VerifyRequest.class);

    private static final ArchRule CONSTANT_TIME = codeUnits()
            .that(are(DescribedPredicate.describe(
                    "where a code is read",
                    unit -> SECRETS.stream().noneMatch(unit.getOwner()::isEquivalentTo) && readsACode(unit))))
            .should(compareNothing());

    private static final ArchRule ONE_SOURCE_OF_RANDOMNESS = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "java.util.Random and its kin",
                    c -> List.of(
                                            "java.util.Random",
                                            "java.util.SplittableRandom",
                                            "java.util.concurrent.ThreadLocalRandom")
                                    .contains(c.getName())
                            || c.getPackageName().startsWith("java.util.random")))
            .orShould()
            .callMethodWhere(DescribedPredicate.describe(
                    "Math.random, getInstanceStrong or setSeed",
                    call -> Set.of("getInstanceStrong", "setSeed").contains(call.getName())
                            || (call.getName().equals("random")
                                    && call.getTargetOwner().isEquivalentTo(Math.class))));

    @Test
    @Tag("SEC-19")
    @DisplayName("SEC-19 nothing that reads a code compares by equals, compareTo or Arrays.equals")
    void nothingThatReadsACodeComparesInVariableTime() {
        CONSTANT_TIME.check(MAIN);
        noClasses()
                .that(resideInAPackage("io.otpengine.internal.."))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "equals of a digest, a secret or sealed bytes",
                        call -> call.getName().equals("equals")
                                && Stream.of(Secret.class, Digest.class, io.otpengine.spi.Sealed.class, Arrays.class)
                                        .anyMatch(call.getTargetOwner()::isEquivalentTo)))
                .check(MAIN);
    }

    @Test
    @DisplayName("SEC-19 finds out who compares a code by equals")
    void findsOutWhoComparesACodeByEquals() {
        assertFails(CONSTANT_TIME, NaiveComparison.class);
        assertFails(CONSTANT_TIME, NaiveBytes.class);
    }

    @Test
    @Tag("SEC-21")
    @DisplayName("SEC-21 randomness comes from SecureRandom alone")
    void randomnessComesFromSecureRandomAlone() {
        ONE_SOURCE_OF_RANDOMNESS.check(MAIN);
    }

    @Test
    @DisplayName("SEC-21 finds out who takes another generator")
    void findsOutWhoTakesAnotherGenerator() {
        assertFails(ONE_SOURCE_OF_RANDOMNESS, Guessable.class);
        assertFails(ONE_SOURCE_OF_RANDOMNESS, HalfGuessable.class);
    }

    @Test
    @Tag("SEC-25")
    @DisplayName("SEC-25 nothing public gives a code out but a message and the requests that brought it")
    void nothingPublicGivesACodeOut() {
        List<String> givers = publicMethods()
                .filter(method -> method.getName().matches("(?i)(code|pin|secret|token)"))
                .map(method -> method.getOwner().getSimpleName())
                .toList();
        assertThat(givers)
                .containsExactlyInAnyOrder("OtpMessage", "SendRequest", "SendRequest", "VerifyRequest", "TestNumber");
        assertThat(publicMethods().filter(method -> method.getRawReturnType().isEquivalentTo(OtpMessage.class)))
                .isEmpty();
        assertThat(publicMethods()
                        .filter(method ->
                                method.getRawReturnType().getPackageName().startsWith("io.otpengine.internal")))
                .isEmpty();
    }

    @Test
    @Tag("SEC-08")
    @DisplayName("SEC-08 nobody verifies without the id")
    void nobodyVerifiesWithoutTheId() {
        List<JavaMethod> verifying = publicMethods()
                .filter(method -> method.getName().matches("(?i).*(verify|check|validate|confirm|match).*"))
                .filter(method -> !method.getName().equals("checkCode"))
                .toList();
        assertThat(verifying)
                .hasSize(2)
                .allSatisfy(method -> assertThat(method.getRawParameterTypes().get(0))
                        .matches(type -> type.isEquivalentTo(OtpId.class) || type.isEquivalentTo(VerifyRequest.class)));
        assertThat(VerifyRequest.class.getRecordComponents()[0].getType()).isEqualTo(OtpId.class);
    }

    private static Stream<JavaMethod> publicMethods() {
        return MAIN.stream()
                .filter(c -> !c.getPackageName().startsWith("io.otpengine.internal"))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(c -> c.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static void assertFails(ArchRule rule, Class<?> mutant) {
        assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(mutant)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(mutant.getSimpleName());
    }

    private static boolean readsACode(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> Set.of("code", "toBytes").contains(call.getName())
                        && SECRETS.stream().anyMatch(call.getTargetOwner()::isEquivalentTo));
    }

    private static ArchCondition<JavaCodeUnit> compareNothing() {
        return new ArchCondition<>("compare nothing by content but with MessageDigest.isEqual") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getMethodCallsFromSelf().stream()
                        .filter(call -> COMPARES.contains(call.getName()))
                        .map(JavaAccess::getDescription)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(unit, call)));
            }
        };
    }

    static final class NaiveComparison {
        boolean isRight(Secret secret, String typed) {
            return secret.code().equals(typed);
        }
    }

    static final class NaiveBytes {
        boolean isRight(Digest expected, byte[] typed) {
            return Arrays.equals(expected.toBytes(), typed);
        }
    }

    static final class Guessable {
        int digit() {
            return ThreadLocalRandom.current().nextInt(10);
        }
    }

    static final class HalfGuessable {
        long digit() {
            return Math.round(Math.random() * 9);
        }
    }
}
