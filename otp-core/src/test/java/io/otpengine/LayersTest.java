package io.otpengine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of docs/decisions/0001, class by class: each knows those below, none knows one above. */
class LayersTest {
    private static final DescribedPredicate<JavaClass> ENGINE = belongToAnyOf(OtpEngine.class, OtpEngineBuilder.class);
    private static final DescribedPredicate<JavaClass> PLUG_INS =
            belongToAnyOf(ConsoleChannel.class).or(resideInAPackage("io.otpengine.memory"));
    private static final DescribedPredicate<JavaClass> CHECKS = DescribedPredicate.<JavaClass>describe(
                    "the exception for arguments",
                    type -> type.getBaseComponentType().getName().startsWith(InvalidRequestException.class.getName()))
            .or(resideInAPackage("io.otpengine.internal.text"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.otpengine");

    @Test
    void noLayerKnowsOneAboveIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy(ENGINE)
                .layer("workings")
                .definedBy(resideInAPackage("io.otpengine.internal..").and(not(CHECKS)))
                .layer("plug-ins")
                .definedBy(PLUG_INS)
                .layer("seams")
                .definedBy("io.otpengine.spi")
                .layer("values")
                .definedBy(resideInAPackage("io.otpengine")
                        .and(not(ENGINE))
                        .and(not(PLUG_INS))
                        .and(not(CHECKS)))
                .layer("checks")
                .definedBy(CHECKS)
                .whereLayer("engine")
                .mayOnlyAccessLayers("workings", "seams", "values", "checks")
                .whereLayer("workings")
                .mayOnlyAccessLayers("seams", "values", "checks")
                .whereLayer("plug-ins")
                .mayOnlyAccessLayers("seams", "values", "checks")
                .whereLayer("seams")
                .mayOnlyAccessLayers("values", "checks")
                .whereLayer("values")
                .mayOnlyAccessLayers("checks")
                .whereLayer("checks")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }

    @Test
    void theWorkingsHaveNoCircle() {
        slices().matching("io.otpengine.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
