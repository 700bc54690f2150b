package io.slipway.function.retention;

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

/** The OpenAPI document has exactly this function's routes under the tag retention. */
class RetentionOpenApiTest {
    private static final Map<String, String> NOWHERE = Map.of(
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "none",
            "AWS_SECRET_ACCESS_KEY", "none",
            "SLIPWAY_TABLE", "none",
            "SLIPWAY_BUCKET", "none",
            "SLIPWAY_ADMIN_TOKEN_SECRET", "none");

    private final List<Route> routes = new RetentionRoutes(new Backend(new Environment(NOWHERE))).routes();

    @Test
    void the_document_has_exactly_the_routes_of_the_table() {
        List<String> documented = OpenApiDocument.tree().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(field ->
                                field.getValue().path("tags").path(0).asText().equals("retention"))
                        .map(field -> field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .flatMap(Route::lines)
                        .map(line -> line.replace('<', '{').replace('>', '}'))
                        .toList());
    }

    @Test
    void the_document_has_exactly_the_parameters_that_the_operations_accept() {
        assertThat(routes)
                .allSatisfy(route -> assertThat(route.methods()).allSatisfy(method -> {
                    JsonNode item = OpenApiDocument.tree()
                            .path("paths")
                            .path(route.path().replace('<', '{').replace('>', '}'));
                    Set<String> documented = Stream.of(item, item.path(method.toLowerCase(Locale.ROOT)))
                            .flatMap(it -> it.path("parameters").valueStream())
                            .filter(it -> it.path("in").asText().equals("query"))
                            .map(it -> it.path("name").asText())
                            .collect(Collectors.toSet());
                    assertThat(documented)
                            .as(method + " " + route.path())
                            .isEqualTo(route.operation().parameters());
                }));
    }
}
