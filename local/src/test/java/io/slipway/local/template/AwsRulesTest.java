package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks AWS's rules for templates whose violation fails a deployment, or much later. Each has broken real stacks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root", "."));

    private JsonNode template;
    private JsonNode resources;

    @BeforeAll
    void read() throws IOException {
        template = StackTemplate.read(ROOT.resolve("template.yaml"));
        resources = template.path("Resources");
    }

    /**
     * The names of CloudFront's functions, access controls and stores are unique in an account, so that a stack with
     * the same name in another region needs other names.
     */
    @Test
    void names_that_are_unique_in_the_account_contain_the_region() {
        List<String> names = Stream.of(
                        "CloudFront::Function", "CloudFront::KeyValueStore", "CloudFront::OriginAccessControl")
                .flatMap(this::ofType)
                .map(resource -> resource.path("Properties"))
                .map(it -> it.has("Name")
                        ? it.path("Name")
                        : it.path("OriginAccessControlConfig").path("Name"))
                .map(name -> name.path("Fn::Sub").asText())
                .toList();
        assertThat(names).hasSize(6).allMatch(name -> name.contains("${AWS::Region}"));
    }

    /** CloudFormation continues before a new store is ready, and CloudFront does not associate a store that is not. */
    @Test
    void the_function_waits_until_its_store_is_ready() {
        assertThat(resources.path("UploadsEdgeFunction").path("DependsOn").asText())
                .isEqualTo("EdgeStore");
    }

    /** A store imports its file only when it is created, so that values that can change are in the function's code. */
    @Test
    void values_that_can_change_later_are_not_in_the_store() {
        JsonNode file = resources.path("EdgeStoreFile").path("Properties");
        assertThat(file.toString()).doesNotContain("StreamLane", "HasStream");
        assertThat(resources
                        .path("UploadsEdgeFunction")
                        .path("Properties")
                        .path("FunctionCode")
                        .path("Fn::Sub")
                        .asText())
                .contains("'${StreamLane}'");
    }

    /** The file is removed after the store has been created, and written again before another store replaces it. */
    @Test
    void the_file_with_the_ticket_key_exists_only_during_the_import() {
        JsonNode imported = resources.path("EdgeStoreImported");
        assertThat(imported.path("Type").asText()).isEqualTo("Custom::EdgeStoreImported");
        assertThat(imported.path("Properties").path("Store").path("Fn::GetAtt").asText())
                .isEqualTo("EdgeStore.Arn");
        assertThat(resources.path("EdgeStoreFile").path("Properties").path("Store"))
                .isEqualTo(resources.path("EdgeStore").path("Properties").path("Name"));
    }

    @Test
    void no_route_ends_in_a_slash() {
        assertThat(ofType("Serverless::Function")
                        .flatMap(function ->
                                function.path("Properties").path("Events").valueStream())
                        .map(event -> event.path("Properties").path("Path").asText()))
                .isNotEmpty()
                .noneMatch(path -> path.endsWith("/"));
    }

    /**
     * A snapshot that is unused for 14 days is removed, and the next call fails: functions behind requests are called
     * at least daily.
     */
    @Test
    void only_functions_that_handle_requests_have_snapshots_and_they_are_called_daily() {
        ofType("Serverless::Function")
                .map(function -> function.path("Properties"))
                .forEach(function -> {
                    boolean waits = function.path("Events")
                            .valueStream()
                            .anyMatch(event -> event.path("Type").asText().equals("HttpApi"));
                    boolean daily = function.path("Events")
                            .valueStream()
                            .anyMatch(event -> event.path("Properties")
                                    .path("Schedule")
                                    .asText()
                                    .matches("rate\\(1 (day|hour)\\)"));
                    // A function that runs every few minutes rarely starts cold.
                    boolean warm = function.path("Events")
                            .valueStream()
                            .anyMatch(event -> event.path("Properties")
                                    .path("Schedule")
                                    .asText()
                                    .matches("rate\\([1-5] minutes?\\)"));
                    String name = function.path("Description").asText();
                    assertThat(function.path("SnapStart").path("ApplyOn").asText("None"))
                            .as(name)
                            .isEqualTo(waits && !warm ? "PublishedVersions" : "None");
                    assertThat(daily || warm || !waits).as(name).isTrue();
                });
    }

    /**
     * SAM publishes no version for a changed parameter, so that the alias would keep the old one. CloudFormation
     * replaces a version whose description changes, and fails if the function is unchanged: a description must have
     * exactly the parameters in its function's configuration.
     */
    @Test
    void a_changed_parameter_publishes_new_versions_of_the_functions_that_use_it() {
        JsonNode shared = template.path("Globals").path("Function");
        resources.properties().forEach(resource -> {
            JsonNode properties = resource.getValue().path("Properties");
            if (!resource.getValue().path("Type").asText().equals("AWS::Serverless::Function")) {
                return;
            }
            Set<String> used = new TreeSet<>();
            for (String property : List.of("Environment", "Tracing", "Timeout", "MemorySize", "Layers", "SnapStart")) {
                used.addAll(parameters(shared.path(property)));
                used.addAll(parameters(properties.path(property)));
            }
            assertThat(parameters(properties.path("VersionDescription")))
                    .as(resource.getKey())
                    .isEqualTo(used);
            int longest = used.stream().mapToInt(name -> longest(name) + 1).sum();
            assertThat(longest).as("Lambda's limit of a description").isLessThanOrEqualTo(256);
        });
    }

    /** Returns the parameters to which a part of the template refers, directly or through a condition. */
    private Set<String> parameters(JsonNode node) {
        Set<String> found = new TreeSet<>();
        if (node.isTextual()) {
            Matcher reference = Pattern.compile("\\$\\{(\\w+)}").matcher(node.asText());
            while (reference.find()) {
                found.add(reference.group(1));
            }
        }
        if (node.has("Ref")) {
            found.add(node.path("Ref").asText());
        }
        if (node.has("Fn::If")) {
            found.addAll(parameters(
                    template.path("Conditions").path(node.at("/Fn::If/0").asText())));
        }
        if (node.path("Condition").isTextual()) {
            found.addAll(parameters(
                    template.path("Conditions").path(node.path("Condition").asText())));
        }
        node.forEach(child -> found.addAll(parameters(child)));
        found.removeIf(name -> !template.path("Parameters").has(name));
        return found;
    }

    /** Returns the length of the longest value of a parameter. */
    private int longest(String parameter) {
        JsonNode definition = template.path("Parameters").path(parameter);
        int chosen = definition
                .path("AllowedValues")
                .valueStream()
                .mapToInt(value -> value.asText().length())
                .max()
                .orElse(0);
        return Math.max(
                chosen,
                definition.path("Type").asText().equals("Number")
                        ? definition.path("MaxValue").asText().length()
                        : definition.path("MaxLength").asInt());
    }

    /** A failed first deployment leaves nothing that costs money or prevents the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"Table", "Bucket", "BuildsKey"})
    void retained_resources_are_deleted_after_a_failed_first_deployment(String resource) {
        assertThat(resources.path(resource).path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(resources.path(resource).path("UpdateReplacePolicy").asText())
                .isEqualTo("Retain");
    }

    @Test
    void events_that_cannot_be_delivered_are_kept() {
        for (String function : List.of("LandedFunction", "JobsFunction")) {
            JsonNode properties = resources.path(function).path("Properties");
            assertThat(properties.path("EventInvokeConfig").toString()).contains("FailedEvents.Arn");
            properties
                    .path("Events")
                    .valueStream()
                    .filter(event -> event.path("Type").asText().equals("EventBridgeRule"))
                    .forEach(event -> assertThat(event.path("Properties")
                                    .path("DeadLetterConfig")
                                    .toString())
                            .contains("FailedEvents.Arn"));
        }
    }

    /**
     * A job uses the Java of CodeBuild's image, and does not pull BuildKit from a registry that limits anonymous pulls
     * by address.
     */
    @Test
    void a_job_downloads_only_pinned_artifacts() throws IOException {
        String specification = Files.readString(ROOT.resolve("builder/buildspec.yml"));
        assertThat(specification).contains("JAVA_25_HOME").doesNotContain("latest", "corretto.aws");
    }

    private Stream<JsonNode> ofType(String type) {
        return resources.valueStream().filter(it -> it.path("Type").asText().equals("AWS::" + type));
    }

    @Test
    void a_parameter_switches_the_signing_of_uploads() throws IOException {
        Stack identity = Stack.read(ROOT.resolve("template.yaml"), Map.of("UploadsSignedBy", "identity"));
        assertThat(identity.distribution().origins())
                .containsEntry("uploads", DistributionResource.OriginKind.SIGNED_BUCKET)
                .containsEntry("blobs", DistributionResource.OriginKind.BUCKET);
    }
}
