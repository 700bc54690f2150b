package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.xml.CanonicalXml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs Calamari's own samples of transforms; skipped if the folder of vectors is missing. */
class ConfigurationTransformsVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("slipway.root"), "../shared/vectors/netconfig/configuration-transforms");

    @TempDir
    Path folder;

    /** The expectations that a case states in prose, apart from the failure of the run. */
    @FunctionalInterface
    private interface Expectation {
        void holds(Path file, Report report) throws Exception;
    }

    private static final Map<String, Expectation> EXPECTATIONS = Map.of(
            "XmlWithNamespacesIsCorrectlyProcessed",
            (file, report) -> assertThat(CanonicalXml.of(Files.readAllBytes(file)))
                    .isEqualTo(CanonicalXml.of(
                            Files.readAllBytes(FOLDER.resolve("XmlWithNamespacesIsCorrectlyProcessed.approved.txt")))),
            "WebReleaseConfig",
            (file, report) -> {
                assertThat(file).content().contains("\"Release!\"").doesNotContain("debug=", "customErrors");
                assertThat(report.findings(Severity.WARNING)).isEmpty();
            },
            "ShouldThrowExceptionForBadConfig",
            (file, report) -> failed(report, "the file must be XML, but is not"),
            "ShouldSupressExceptionForBadConfig_WhenFlagIsSet",
            (file, report) -> assertThat(report.files()).isEmpty(),
            "ShouldThrowExceptionForTransformWarnings",
            (file, report) -> failed(report, "failed with transformation file"),
            "ShouldSuppressExceptionForTransformWarnings_WhenFlagIsSet",
            (file, report) -> assertThat(report.findings(Severity.WARNING)).isNotEmpty(),
            // The original reports the error but saves the file nevertheless: a known defect.
            "ShouldShowMessageWhenResultIsInvalidXml",
            (file, report) -> failed(report, "no longer has a root element and is invalid after being transformed by"));

    static Stream<Arguments> cases() throws Exception {
        if (!Files.exists(FOLDER)) {
            return Stream.of(Arguments.of("the vectors are absent", null));
        }
        JsonNode cases =
                new ObjectMapper().readTree(FOLDER.resolve("cases.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false)
                .map(it -> Arguments.of(it.get("id").asText(), it));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_sample_is_transformed_as_calamari_expects(String name, JsonNode vector) throws Exception {
        assumeTrue(vector != null, "../shared/vectors is absent");
        String source = vector.get("source").asText();
        String transform = vector.get("transform").asText();
        Files.copy(FOLDER.resolve(source), folder.resolve(source));
        Files.copy(FOLDER.resolve(transform), folder.resolve(transform));
        Map<String, String> variables = new HashMap<>();
        variables.put("Octopus.Action.Package.AdditionalXmlConfigurationTransforms", transform + " => " + source);
        vector.get("variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));

        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        plan.write();

        boolean fails = vector.has("expect_throws") || vector.has("expect_log_error_format");
        assertThat(plan.report().failed()).as(name).isEqualTo(fails);
        Objects.requireNonNull(EXPECTATIONS.get(name), name).holds(folder.resolve(source), plan.report());
    }

    @Test
    void the_expectations_cover_every_sample() throws Exception {
        assumeTrue(Files.exists(FOLDER), "../shared/vectors is absent");
        assertThat(cases().map(it -> it.get()[0])).containsExactlyInAnyOrderElementsOf(EXPECTATIONS.keySet());
    }

    private static void failed(Report report, String message) {
        assertThat(report.findings(Severity.ERROR).stream().map(Finding::message))
                .anyMatch(it -> it.contains(message));
    }
}
