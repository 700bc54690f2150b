package io.slipway.features;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the engines to plain Java on a folder. */
class ArchitectureTest {
    private static final JavaClasses SDI = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slipway.features");

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.slipway.features.(*)..").should().beFreeOfCycles().check(SDI);
    }

    @Test
    void no_aws_type_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..", "io.slipway.aws..")
                .check(SDI);
    }

    @Test
    void no_network_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net..", "com.sun.net..", "org.eclipse.jetty..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(.*Socket.*|URL|.*URLConnection|InetAddress)|java\\.nio\\.channels\\..*Socket.*")
                .check(SDI);
    }

    @Test
    void no_process_is_started() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(ProcessBuilder|Runtime)")
                .check(SDI);
    }
}
