package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.http.OpenApiDocument;
import io.slipway.core.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with the table of routes. */
class OpenApiTest {
    private static final JsonNode DOCUMENT = OpenApiDocument.tree();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> OTHERS = Set.of("builds", "housekeeping", "retention");
    private static final String ERRORS = "#/components/schemas/Errors";

    @Test
    void the_document_has_exactly_the_routes_of_the_table() {
        List<String> routes = ApiRoutes.of(new Backend(new Environment(environment()))).stream()
                .flatMap(Route::lines)
                .map(line -> line.replace('<', '{').replace('>', '}'))
                .toList();
        // The functions for builds, retention and housekeeping compare their own routes.
        assertThat(operations()
                        .filter(operation -> !OTHERS.contains(
                                operation.node().path("tags").path(0).asText()))
                        .map(Operation::title))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void every_operation_has_a_unique_id() {
        List<String> ids =
                operations().map(it -> it.node().path("operationId").asText()).toList();
        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void every_operation_documents_the_responses_without_a_token_and_for_other_methods() {
        assertThat(operations()).allSatisfy(operation -> {
            JsonNode security = operation.node().path("security");
            if (!security.isArray() || !security.isEmpty()) {
                assertThat(operation.node().path("responses").has("401")).isTrue();
            }
            assertThat(operation.node().path("responses").has("405")).isTrue();
        });
    }

    @Test
    void all_errors_have_the_same_schema() {
        operations()
                .forEach(operation -> operation.node().path("responses").properties().stream()
                        .filter(response -> response.getKey().compareTo("400") >= 0)
                        .forEach(response -> {
                            JsonNode schema = resolve(response.getValue()).at("/content/application~1json/schema");
                            // Where the gateway verifies signatures, errors are the gateway's own.
                            JsonNode reference = schema.has("$ref") ? schema : schema.at("/anyOf/0");
                            assertThat(reference.path("$ref").asText())
                                    .as(operation + " " + response.getKey())
                                    .isEqualTo(ERRORS);
                        }));
    }

    @Test
    void every_object_lists_its_fields() {
        // The OpenAPI document itself has OpenAPI's own schema.
        List<String> open = List.of("getDocument", "getDocumentAsYaml");
        assertThat(operations()
                        .filter(it ->
                                !open.contains(it.node().path("operationId").asText()))
                        .flatMap(it -> objects(it.node())))
                .isNotEmpty()
                .allSatisfy(OpenApiTest::namesItsFields);
        assertThat(objects(DOCUMENT.path("components"))).isNotEmpty().allSatisfy(OpenApiTest::namesItsFields);
    }

    private static void namesItsFields(JsonNode schema) {
        assertThat(schema.has("properties") || schema.has("additionalProperties") || schema.has("required"))
                .as(schema.toString())
                .isTrue();
    }

    private static Stream<JsonNode> objects(JsonNode node) {
        boolean object = node.path("type").asText().equals("object")
                || node.path("type").valueStream().anyMatch(it -> it.asText().equals("object"));
        Stream<JsonNode> below = node.valueStream().flatMap(OpenApiTest::objects);
        return object ? Stream.concat(Stream.of(node), below) : below;
    }

    @Test
    void every_reference_can_be_resolved() {
        assertThat(DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    @Test
    void the_document_has_exactly_the_parameters_that_the_operations_accept() {
        assertThat(ApiRoutes.of(new Backend(new Environment(environment()))))
                .allSatisfy(route -> assertThat(route.methods())
                        .allSatisfy(method -> assertThat(documented(method, route.path()))
                                .as(method + " " + route.path())
                                .isEqualTo(route.operation().parameters())));
    }

    /** Returns the query parameters of an operation, including those of its path. */
    private static Set<String> documented(String method, String path) {
        JsonNode item = DOCUMENT.path("paths").path(path.replace('<', '{').replace('>', '}'));
        return Stream.concat(
                        item.path("parameters").valueStream(),
                        item.path(method.toLowerCase(Locale.ROOT))
                                .path("parameters")
                                .valueStream())
                .map(it -> it.has("$ref") ? DOCUMENT.at(it.path("$ref").asText().substring(1)) : it)
                .filter(it -> it.path("in").asText().equals("query"))
                .map(it -> it.path("name").asText())
                .collect(Collectors.toSet());
    }

    private record Operation(String title, JsonNode node) {
        @Override
        public String toString() {
            return title;
        }
    }

    private static Stream<Operation> operations() {
        return DOCUMENT.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(field -> METHODS.contains(field.getKey()))
                        .map(field -> new Operation(
                                field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), field.getValue())));
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "none",
                "AWS_SECRET_ACCESS_KEY", "none",
                "SLIPWAY_TABLE", "none",
                "SLIPWAY_BUCKET", "none",
                "SLIPWAY_SIGNING_KEY_SECRET", "none",
                "SLIPWAY_TICKET_KEY_SECRET", "none",
                "SLIPWAY_ADMIN_TOKEN_SECRET", "none");
    }
}
