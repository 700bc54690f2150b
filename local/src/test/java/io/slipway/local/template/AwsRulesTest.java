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

/** Checks rules of AWS for templates that otherwise fail at the deployment, or much later. Each rule has broken real stacks. */
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

    /** CloudFront's functions, controls and stores belong to the account: a stack of the same name in another region has its own. */
    @Test
    void names_of_the_whole_account_tell_the_region() {
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

    /** A store imports its file only when it is made, so that changeable values are in the function's code. */
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

    /** The file is removed after the store has been made, and written again before another store replaces it. */
    @Test
    void the_file_with_the_ticket_key_lives_as_long_as_the_import() {
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

    /** A snapshot without use for 14 days is removed, and the next call fails: functions behind requests are called daily at least. */
    @Test
    void snapshots_are_taken_only_where_somebody_waits_and_do_not_grow_old() {
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
                    // A function that runs every few minutes is seldom cold.
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
     * SAM publishes no version for another value of a parameter, so that the alias would keep the old one. CloudFormation replaces a version whose
     * description changes, and fails if the function is still the same: a description has the values of its function's configuration, and no other.
     */
    @Test
    void another_value_of_a_parameter_reaches_the_functions_that_use_it() {
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

    /** Returns the parameters to which a part of the template refers, by itself or by a condition. */
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
    void a_failed_first_deployment_keeps_no_resource_that_others_retain(String resource) {
        assertThat(resources.path(resource).path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(resources.path(resource).path("UpdateReplacePolicy").asText())
                .isEqualTo("Retain");
    }

    @Test
    void events_that_no_function_takes_are_kept() {
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

    /** The job's Java is that of CodeBuild's image, and BuildKit does not come from where strangers are counted together. */
    @Test
    void a_job_fetches_nothing_that_is_not_pinned() throws IOException {
        String specification = Files.readString(ROOT.resolve("builder/buildspec.yml"));
        assertThat(specification).contains("JAVA_25_HOME").doesNotContain("latest", "corretto.aws");
    }

    private Stream<JsonNode> ofType(String type) {
        return resources.valueStream().filter(it -> it.path("Type").asText().equals("AWS::" + type));
    }

    @Test
    void parameters_lead_to_what_they_switch_on() throws IOException {
        Stack identity = Stack.read(ROOT.resolve("template.yaml"), Map.of("UploadsSignedBy", "identity"));
        assertThat(identity.distribution().origins())
                .containsEntry("uploads", DistributionResource.OriginKind.SIGNED_BUCKET)
                .containsEntry("blobs", DistributionResource.OriginKind.BUCKET);
    }
}
