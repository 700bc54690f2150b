package io.slipway.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, over everything that is built. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.slipway");

    @Test
    void dependencies_point_one_way() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.slipway..")
                .withOptionalLayers(true)
                .layer("core")
                .definedBy("io.slipway.core..")
                .layer("packages")
                .definedBy("io.slipway.packages..")
                .layer("features")
                .definedBy("io.slipway.features..")
                .layer("builds")
                .definedBy("io.slipway.builds..")
                .layer("aws")
                .definedBy("io.slipway.aws..")
                .layer("functions")
                .definedBy("io.slipway.function..")
                .layer("uploader")
                .definedBy("io.slipway.uploader..")
                .layer("client")
                .definedBy("io.slipway.client..")
                .layer("builder")
                .definedBy("io.slipway.builder..")
                .layer("edge")
                .definedBy("io.slipway.edge..")
                .layer("emulators")
                .definedBy("io.slipway.emulators..")
                .layer("local")
                .definedBy("io.slipway.local..")
                .layer("cli")
                .definedBy("io.slipway.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("builder")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("local")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("functions")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("uploader")
                .mayOnlyBeAccessedByLayers("local")
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("local")
                .whereLayer("emulators")
                .mayOnlyBeAccessedByLayers("local")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("cli", "builder")
                .whereLayer("aws")
                .mayOnlyBeAccessedByLayers("functions", "uploader", "local", "builder")
                .whereLayer("builds")
                .mayOnlyBeAccessedByLayers("aws", "functions", "builder", "cli")
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("builds", "functions", "builder", "cli", "aws")
                .whereLayer("packages")
                .mayOnlyBeAccessedByLayers("features", "builds", "aws", "functions", "builder", "cli")
                .check(ALL);
    }

    @Test
    void only_the_layer_aws_the_local_cloud_and_the_login_with_aws_know_the_sdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.slipway.aws..", "io.slipway.local..", "io.slipway.emulators..", "io.slipway.cli.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(ALL);
    }

    @Test
    void no_function_reaches_into_another() {
        slices().matching("io.slipway.function.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void nothing_goes_in_circles() {
        for (String module : new String[] {"core", "packages", "features", "aws", "local", "cli"}) {
            slices().matching("io.slipway." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    @Test
    void nobody_compiles_against_dynamodb_local() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.amazonaws.services.dynamodbv2..", "software.amazon.dynamodb..")
                .check(ALL);
    }
}
