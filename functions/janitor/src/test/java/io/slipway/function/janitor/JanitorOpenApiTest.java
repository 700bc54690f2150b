package io.slipway.function.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.http.OpenApiDocument;
import org.junit.jupiter.api.Test;

/** The OpenAPI document has the janitor's routes. */
class JanitorOpenApiTest {
    @Test
    void the_document_describes_each_field_of_the_response() {
        JsonNode document = OpenApiDocument.tree();
        JsonNode post = document.path("paths").path("/api/gc").path("post");
        assertThat(post.path("tags").path(0).asText()).isEqualTo("housekeeping");
        assertThat(post.path("responses").fieldNames()).toIterable().contains("200", "202", "401", "403");
        assertThat(document.path("components")
                        .path("schemas")
                        .path("Collected")
                        .path("properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("reviews", "links", "released", "objects", "bytes", "failed", "complete");
        assertThat(document.path("paths")
                        .path("/api/gc/scrub")
                        .path("post")
                        .path("responses")
                        .fieldNames())
                .toIterable()
                .contains("200", "202", "401", "403");
    }
}
