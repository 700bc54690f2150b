package io.slipway.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks the direction of dependencies in all modules. */
class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root"));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The contracts of core, which tests use.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.slipway");

    @Test
    void dependencies_point_in_one_direction() {
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
                .layer("console")
                .definedBy("io.slipway.console..")
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
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("functions", "local")
                .whereLayer("emulators")
                .mayOnlyBeAccessedByLayers("local", "cli")
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
    void only_the_layer_aws_the_local_cloud_and_the_login_with_aws_use_the_sdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.slipway.aws..",
                        "io.slipway.local..",
                        "io.slipway.emulators..",
                        "io.slipway.cli.connection..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(ALL);
    }

    @Test
    void only_the_table_package_uses_the_requests_of_dynamodb() {
        noClasses()
                .that()
                .resideInAPackage("io.slipway.aws..")
                .and()
                .resideOutsideOfPackage("io.slipway.aws.table..")
                .and()
                .haveSimpleNameNotStartingWith("AwsClients")
                .and()
                .doNotHaveSimpleName("Backend")
                .and()
                .doNotHaveSimpleName("Overload")
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.services.dynamodb..")
                        .and(not(name("software.amazon.awssdk.services.dynamodb.model.AttributeValue"))))
                .check(ALL);
    }

    @Test
    void no_function_depends_on_another() {
        slices().matching("io.slipway.function.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void packages_form_no_cycles() {
        for (String module : new String[] {
            "core",
            "packages",
            "features",
            "builds",
            "aws",
            "uploader",
            "client",
            "builder",
            "edge",
            "console",
            "emulators",
            "local",
            "cli"
        }) {
            slices().assignedFrom(packagesOf("io.slipway." + module))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    /** Returns the packages of a module, including its root. */
    private static SliceAssignment packagesOf(String module) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                if (!name.equals(module) && !name.startsWith(module + ".")) {
                    return SliceIdentifier.ignore();
                }
                return SliceIdentifier.of(
                        name.equals(module)
                                ? "(root)"
                                : name.substring(module.length() + 1).split("\\.", 2)[0]);
            }

            @Override
            public String getDescription() {
                return "packages of " + module;
            }
        };
    }

    @Test
    void the_architecture_page_lists_the_allowed_dependencies_of_each_module() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/maintain/architecture.md"));
        Matcher row =
                Pattern.compile("(?m)^\\| `([a-z/*]+)` \\|.*\\|([^|]*)\\|$").matcher(page);
        Map<String, Set<String>> said = new TreeMap<>();
        while (row.find()) {
            said.put(row.group(1), new TreeSet<>(List.of(row.group(2).strip().split(", ", -1))));
        }
        Map<String, Set<String>> used = new TreeMap<>();
        for (String module : modules()) {
            String name =
                    module.startsWith("functions/") ? "functions/*" : module.startsWith("local") ? "local" : module;
            used.computeIfAbsent(name, any -> new TreeSet<>()).addAll(uses(module));
        }
        said.values().forEach(rooms -> rooms.removeIf(String::isEmpty));
        used.remove("e2e");
        assertThat(said).containsAllEntriesOf(used);
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Returns the modules of Slipway on which a module depends, without test dependencies. */
    private static Set<String> uses(String module) throws IOException {
        String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        Set<String> uses = new TreeSet<>();
        for (String dependency : pom.split("<dependency>", -1)) {
            Matcher artifact = Pattern.compile("<artifactId>slipway-(?:(function)-)?(\\w+)</artifactId>")
                    .matcher(dependency);
            if (dependency.contains("</dependency>") && !dependency.contains("<scope>test") && artifact.find()) {
                uses.add(artifact.group(1) == null ? artifact.group(2) : "functions");
            }
        }
        return uses;
    }

    @Test
    void no_module_compiles_against_dynamodb_local() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.amazonaws.services.dynamodbv2..", "software.amazon.dynamodb..")
                .check(ALL);
    }
}
