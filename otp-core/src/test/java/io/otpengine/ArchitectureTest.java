package io.otpengine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = MainClasses.ALL;

    private static final int LONGEST_SOURCE = 350;

    @Test
    void noImportCircleBetweenPackages() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void theEngineAndItsBuilderAloneStandOnInternalPackages() {
        noClasses()
                .that(resideInAPackage("io.otpengine"))
                .and(not(belongToAnyOf(OtpEngine.class, OtpEngineBuilder.class)))
                .should()
                .dependOnClassesThat(resideInAPackage("io.otpengine.internal..")
                        .and(not(resideInAPackage("io.otpengine.internal.text"))))
                .check(MAIN);
    }

    @Test
    void whatAStoreOrChannelAuthorSeesIsSpiAndValues() {
        classes()
                .that(resideInAPackage("io.otpengine.spi"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.otpengine", "io.otpengine.spi", "io.otpengine.internal.text", "java..", "org.jspecify.."))
                .andShould()
                .onlyDependOnClassesThat(
                        not(belongToAnyOf(OtpEngine.class, OtpEngineBuilder.class, OtpPolicy.class, CodeKeys.class)))
                .check(MAIN);
    }

    @Test
    void nothingInternalKnowsTheEngine() {
        noClasses()
                .that(resideInAPackage("io.otpengine.internal.."))
                .should()
                .dependOnClassesThat(belongToAnyOf(OtpEngine.class, OtpEngineBuilder.class))
                .check(MAIN);
    }

    @Test
    void nothingInternalKnowsAStore() {
        noClasses()
                .that(not(resideInAPackage("io.otpengine.memory")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.otpengine.memory"))
                .check(MAIN);
    }

    @Test
    void onePackageKnowsLibphonenumber() {
        noClasses()
                .that(not(resideInAPackage("io.otpengine.internal.numbers")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.google.i18n.."))
                .check(MAIN);
    }

    @Test
    void theCoreDependsOnNothingElseAtRunTime() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.otpengine..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.github.benmanes.caffeine..",
                        "com.google.i18n.phonenumbers.."))
                .check(MAIN);
    }

    @Test
    void theModuleExportsThreePackages() {
        ModuleDescriptor module = ModuleFinder.of(MainClasses.DIRECTORY).findAll().stream()
                .findFirst()
                .orElseThrow()
                .descriptor();
        assertThat(module.name()).isEqualTo("io.otpengine.core");
        assertThat(module.isOpen()).isFalse();
        assertThat(module.opens()).isEmpty();
        Set<ModuleDescriptor.Exports> exports = module.exports();
        assertThat(exports).allMatch(export -> !export.isQualified());
        assertThat(exports)
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("io.otpengine", "io.otpengine.spi", "io.otpengine.memory");
    }

    @Test
    void noSourceIsLongerThan350Lines() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            assertThat(java).hasSizeGreaterThan(50);
            assertThat(java)
                    .allSatisfy(path -> assertThat(Files.readAllLines(path))
                            .as(path.toString())
                            .hasSizeLessThanOrEqualTo(LONGEST_SOURCE));
        }
    }

    @Test
    void noNameSaysNothing() {
        assertThat(MAIN.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet()))
                .noneMatch(name -> name.matches(".*(Manager|Util|Utils|Impl|Helper)") || name.startsWith("Default"));
    }

    /** A package is one slice, but {@code io.otpengine}, where a class with its builder is. */
    private static final class ByPackage implements SliceAssignment {
        private static final List<Set<Class<?>>> TOGETHER = List.of(
                Set.of(OtpPolicy.class, OtpPolicyBuilder.class, OtpPolicyValues.class, GuessBound.class),
                Set.of(OtpEngine.class, OtpEngineBuilder.class));

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            if (!javaClass.getPackageName().startsWith("io.otpengine")) {
                return SliceIdentifier.ignore();
            }
            if (!javaClass.getPackageName().equals("io.otpengine")) {
                return SliceIdentifier.of(javaClass.getPackageName());
            }
            JavaClass outer = outermost(javaClass);
            return TOGETHER.stream()
                    .filter(classes -> classes.stream().anyMatch(outer::isEquivalentTo))
                    .findFirst()
                    .map(classes -> SliceIdentifier.of(
                            classes.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining("+"))))
                    .orElseGet(() -> SliceIdentifier.of(outer.getName()));
        }

        @Override
        public String getDescription() {
            return "packages, and classes of io.otpengine";
        }

        private static JavaClass outermost(JavaClass javaClass) {
            JavaClass outer = javaClass;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return outer;
        }
    }
}
