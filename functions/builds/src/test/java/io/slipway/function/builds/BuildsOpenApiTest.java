package io.slipway.function.builds;

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

/** The OpenAPI document has exactly this function's routes under the tag builds. */
class BuildsOpenApiTest {
    @Test
    void the_document_has_exactly_the_routes_of_the_table() {
        List<String> routes = new BuildParts(new Backend(new Environment(environment())))
                .routes().stream()
                        .flatMap(Route::lines)
                        .map(line -> line.replace('<', '{').replace('>', '}'))
                        .toList();
        List<String> documented = OpenApiDocument.tree().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(field ->
                                field.getValue().path("tags").path(0).asText().equals("builds"))
                        .map(field -> field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void the_document_has_exactly_the_parameters_that_the_operations_accept() {
        assertThat(new BuildParts(new Backend(new Environment(environment()))).routes())
                .allSatisfy(route -> assertThat(route.methods())
                        .allSatisfy(method -> assertThat(documented(method, route.path()))
                                .as(method + " " + route.path())
                                .isEqualTo(route.operation().parameters())));
    }

    /** Returns the query parameters of an operation, including those of its path. */
    private static Set<String> documented(String method, String path) {
        JsonNode document = OpenApiDocument.tree();
        JsonNode item = document.path("paths").path(path.replace('<', '{').replace('>', '}'));
        return Stream.concat(
                        item.path("parameters").valueStream(),
                        item.path(method.toLowerCase(Locale.ROOT))
                                .path("parameters")
                                .valueStream())
                .map(it -> it.has("$ref") ? document.at(it.path("$ref").asText().substring(1)) : it)
                .filter(it -> it.path("in").asText().equals("query"))
                .map(it -> it.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "none"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
                Map.entry("SLIPWAY_TABLE", "none"),
                Map.entry("SLIPWAY_BUCKET", "none"),
                Map.entry("SLIPWAY_BUILDS_KEY", "none"),
                Map.entry("SLIPWAY_PROVENANCE_KEY", "none"),
                Map.entry("SLIPWAY_BUILDS_SECRET", "none"),
                Map.entry("SLIPWAY_BUILDS_PROJECT", "none"),
                Map.entry("SLIPWAY_BUILDS_PLACES", "1"),
                Map.entry("SLIPWAY_BUILDS_TIMEOUT_MINUTES", "60"));
    }
}
