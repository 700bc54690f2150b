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

/** The OpenAPI document and the table of routes say the same. */
class OpenApiTest {
    private static final JsonNode DOCUMENT = OpenApiDocument.tree();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> OTHERS = Set.of("builds", "housekeeping", "retention");
    private static final String ERRORS = "#/components/schemas/Errors";

    @Test
    void the_document_has_the_routes_of_the_table_and_no_other() {
        List<String> routes = ApiRoutes.of(new Backend(new Environment(environment()))).stream()
                .flatMap(Route::lines)
                .map(line -> line.replace('<', '{').replace('>', '}'))
                .toList();
        // Those of builds and housekeeping are other functions', which compare them themselves.
        assertThat(operations()
                        .filter(operation -> !OTHERS.contains(
                                operation.node().path("tags").path(0).asText()))
                        .map(Operation::title))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void every_operation_has_an_id_of_its_own() {
        List<String> ids =
                operations().map(it -> it.node().path("operationId").asText()).toList();
        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void every_operation_tells_what_a_caller_without_a_token_gets_and_what_another_method_gets() {
        assertThat(operations()).allSatisfy(operation -> {
            JsonNode security = operation.node().path("security");
            if (!security.isArray() || !security.isEmpty()) {
                assertThat(operation.node().path("responses").has("401")).isTrue();
            }
            assertThat(operation.node().path("responses").has("405")).isTrue();
        });
    }

    @Test
    void every_error_has_the_one_form() {
        operations()
                .forEach(operation -> operation.node().path("responses").properties().stream()
                        .filter(response -> response.getKey().compareTo("400") >= 0)
                        .forEach(response -> {
                            JsonNode schema = resolve(response.getValue()).at("/content/application~1json/schema");
                            // The gateway speaks for itself where it verifies signatures.
                            JsonNode reference = schema.has("$ref") ? schema : schema.at("/anyOf/0");
                            assertThat(reference.path("$ref").asText())
                                    .as(operation + " " + response.getKey())
                                    .isEqualTo(ERRORS);
                        }));
    }

    @Test
    void every_object_names_its_fields() {
        // The document itself has OpenAPI's own schema.
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
    void every_reference_leads_somewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    @Test
    void the_document_has_the_parameters_that_the_operations_know_and_no_other() {
        assertThat(ApiRoutes.of(new Backend(new Environment(environment()))))
                .allSatisfy(route -> assertThat(route.methods())
                        .allSatisfy(method -> assertThat(documented(method, route.path()))
                                .as(method + " " + route.path())
                                .isEqualTo(route.operation().parameters())));
    }

    /** The parameters of the query of an operation, which may stand under its path too. */
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
