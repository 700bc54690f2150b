package io.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions' roles allow the calls of their operations, and none that only another function needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    private static final List<String> FUNCTIONS = List.of(
            "TokenFunction",
            "PullFunction",
            "PushFunction",
            "ApiFunction",
            "LandedFunction",
            "BuildsFunction",
            "JobsFunction",
            "SetupFunction");

    private static final String LEADING = "dynamodb:LeadingKeys";
    private static final String TABLE = arn("AWS::DynamoDB::Table", "Table");
    private static final String BUCKET = arn("AWS::S3::Bucket", "Bucket");

    private JsonNode resources;

    @BeforeAll
    void read() throws IOException {
        JsonNode template = StackTemplate.read(Path.of(System.getProperty("slipway.root", "."), "template.yaml"));
        resources = Resolver.ofPolicies(template, Map.of()).resolve(template.path("Resources"));
    }

    @ParameterizedTest
    @CsvSource({
        "TokenFunction, BatchGetItem, TOKENS",
        "TokenFunction, BatchGetItem, FAILURES#192.0.2.1",
        "TokenFunction, BatchGetItem, SPACE#default",
        "TokenFunction, UpdateItem, FAILURES#192.0.2.1",
        "TokenFunction, PutItem, KEYS",
        "PullFunction, GetItem, KEYS",
        "PullFunction, GetItem, REPO#default/app",
        "PullFunction, Query, PUBLIC",
        "PullFunction, BatchGetItem, TOKENS",
        "PullFunction, UpdateItem, FAILURES#192.0.2.1",
        "PushFunction, BatchGetItem, TOKENS",
        "PushFunction, UpdateItem, FAILURES#192.0.2.1",
        "PushFunction, GetItem, KEYS",
        "PushFunction, GetItem, BLOB#default#sha256:00",
        "PushFunction, ConditionCheckItem, SPACE#default",
        "PushFunction, UpdateItem, SPACES",
        "PushFunction, Query, SPACES",
        "ApiFunction, DeleteItem, REPO#default/app",
        "ApiFunction, GetItem, TOKENS",
        "ApiFunction, ConditionCheckItem, SPACE#default",
        "LandedFunction, GetItem, REPO#default/app",
        "LandedFunction, UpdateItem, REPO#default/app",
        "LandedFunction, PutItem, BLOB#default#sha256:00",
        "LandedFunction, ConditionCheckItem, SPACE#default",
        "BuildsFunction, ConditionCheckItem, REPO#default/app",
        "BuildsFunction, PutItem, DEPLOYMENT#default#76",
        "BuildsFunction, UpdateItem, FAILURES#192.0.2.1",
        "JobsFunction, PutItem, REPO#default/app",
        "JobsFunction, UpdateItem, BUILDS#default"
    })
    void the_documented_calls_of_an_operation_are_allowed(String function, String action, String key) {
        assertThat(inTable(function, action, key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PullFunction, PutItem, REPO#default/app",
        "PullFunction, GetItem, TOKENS",
        "PullFunction, PutItem, TOKENS",
        "PullFunction, UpdateItem, TOKENS",
        "PullFunction, UpdateItem, REPO#default/app",
        "PushFunction, PutItem, KEYS",
        "PushFunction, PutItem, TOKENS",
        "PushFunction, GetItem, TOKENS",
        "PushFunction, UpdateItem, TOKENS",
        "ApiFunction, PutItem, KEYS",
        "ApiFunction, UpdateItem, BUILDS#default",
        "LandedFunction, PutItem, TOKENS",
        "BuildsFunction, PutItem, KEYS",
        "BuildsFunction, DeleteItem, REPO#default/app",
        "JobsFunction, PutItem, SPACES",
        "SetupFunction, GetItem, TOKENS"
    })
    void resources_of_another_function_are_denied(String function, String action, String key) {
        assertThat(inTable(function, action, key)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GetObject, edge/store.json, SetupFunction=no",
        "PutObject, edge/store.json, SetupFunction=yes",
        "DeleteObject, edge/store.json, SetupFunction=yes",
        "GetObject, console/index.html, SetupFunction=no",
        "PutObject, console/index.html, SetupFunction=yes",
        "DeleteObject, console/old.js, SetupFunction=yes",
        "GetObject, builds/default/1/inputs, BuildsFunction=yes",
        "PutObject, builds/default/1/job, BuildsFunction=yes",
        "DeleteObject, blobs/default/x, SetupFunction=no",
        "DeleteObject, chunks/1/x, PushFunction=yes",
        "PutObject, manifests/default/sha256/00, PushFunction+BuildsFunction+JobsFunction=yes"
    })
    void only_the_functions_that_need_an_object_can_access_it(String action, String key, String only) {
        String[] expected = only.split("=", -1);
        List<String> allowed = FUNCTIONS.stream()
                .filter(function -> allows(function, "s3:" + action, BUCKET + "/" + key, Map.of()))
                .toList();
        assertThat(allowed).isEqualTo(expected[1].equals("yes") ? List.of(expected[0].split("\\+", -1)) : List.of());
    }

    @Test
    void only_the_token_service_can_sign_bearer_tokens_or_publish_a_key() {
        String secret = arn("AWS::SecretsManager::Secret", "SigningKey");
        assertThat(FUNCTIONS)
                .filteredOn(it -> allows(it, "secretsmanager:GetSecretValue", secret, Map.of()))
                .containsExactly("TokenFunction");
        assertThat(FUNCTIONS).filteredOn(it -> inTable(it, "PutItem", "KEYS")).containsExactly("TokenFunction");
        assertThat(FUNCTIONS)
                .filteredOn(it -> resources.path(it).toString().contains("SLIPWAY_SIGNING_KEY_SECRET"))
                .containsExactly("TokenFunction");
    }

    @Test
    void only_builds_can_be_listed_in_the_bucket() {
        Map<String, String> builds = Map.of("s3:prefix", "builds/default/1/log/");
        Map<String, String> edge = Map.of("s3:prefix", "edge/");
        assertThat(FUNCTIONS)
                .filteredOn(it -> allows(it, "s3:ListBucket", BUCKET, builds))
                .containsExactly("BuildsFunction");
        assertThat(FUNCTIONS).noneMatch(it -> allows(it, "s3:ListBucket", BUCKET, edge));
        assertThat(FUNCTIONS).noneMatch(it -> allows(it, "s3:ListBucket", BUCKET, Map.of()));
    }

    /** Wrong tokens count against the client's address, which is only trusted together with the proof. */
    @Test
    void every_function_that_counts_failed_logins_has_the_proof_of_the_distribution() {
        for (JsonNode function : resources) {
            if (allows(function, "dynamodb:UpdateItem", TABLE, Map.of(LEADING, "FAILURES#192.0.2.1"))) {
                JsonNode variables =
                        function.path("Properties").path("Environment").path("Variables");
                assertThat(variables.has("SLIPWAY_EDGE_PROOF"))
                        .as(function.path("Properties").path("Description").asText())
                        .isTrue();
            }
        }
    }

    /** They only have its hash: an attacker in control of the function that serves pulls could push with the token. */
    @Test
    void the_registrys_functions_cannot_read_the_administrators_token() {
        String secret = arn("AWS::SecretsManager::Secret", "AdminToken");
        assertThat(FUNCTIONS)
                .filteredOn(it -> allows(it, "secretsmanager:GetSecretValue", secret, Map.of()))
                .doesNotContain("PullFunction", "PushFunction", "LandedFunction")
                .contains("TokenFunction", "SetupFunction");
    }

    @ParameterizedTest
    @CsvSource({"PullFunction, lastUsed", "PushFunction, lastUsed", "SetupFunction, hash"})
    void a_function_can_only_write_one_attribute_of_a_token(String function, String attribute) {
        for (String name : List.of("lastUsed", "hash", "grants", "expires")) {
            assertThat(allows(
                            function,
                            "dynamodb:UpdateItem",
                            TABLE,
                            Map.of(LEADING, "TOKENS", "dynamodb:Attributes", name)))
                    .as(name)
                    .isEqualTo(name.equals(attribute));
        }
    }

    private static String arn(String type, String logical) {
        return Resolver.arns().of(type, Resolver.physical(logical));
    }

    private boolean inTable(String function, String action, String key) {
        return allows(function, "dynamodb:" + action, TABLE, Map.of(LEADING, key));
    }

    private boolean allows(String function, String action, String resource, Map<String, String> context) {
        return allows(resources.path(function), action, resource, context);
    }

    private static boolean allows(JsonNode function, String action, String resource, Map<String, String> context) {
        return function.path("Properties")
                .path("Policies")
                .valueStream()
                .flatMap(policy -> policy.path("Statement").valueStream())
                .anyMatch(it -> texts(it.path("Action")).anyMatch(action::equals)
                        && texts(it.path("Resource")).anyMatch(pattern -> like(pattern, resource))
                        && it.path("Condition").properties().stream().allMatch(test -> holds(test, context)));
    }

    private static boolean holds(Map.Entry<String, JsonNode> test, Map<String, String> context) {
        assertThat(test.getKey()).isIn("StringLike", "ForAllValues:StringLike");
        for (Map.Entry<String, JsonNode> key : test.getValue().properties()) {
            String value = context.get(key.getKey());
            if (value == null || texts(key.getValue()).noneMatch(pattern -> like(pattern, value))) {
                return false;
            }
        }
        return true;
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asText) : Stream.of(node.asText());
    }

    private static boolean like(String pattern, String value) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE)
                .matcher(value)
                .matches();
    }
}
