package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What passes to the bucket on the addresses of blobs, and what comes back. */
class BlobsFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final EdgeFunction BLOBS = function();

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    @Test
    void without_a_signature_nothing_is_told_of_what_is_there() {
        EdgeResult result = BLOBS.run(request());
        assertThat(result.isResponse()).isTrue();
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(403);
        assertThat(header(result, "content-type")).isEqualTo("application/json");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void headers_that_the_signature_does_not_cover_do_not_pass() {
        ObjectNode event = request();
        ObjectNode request = (ObjectNode) event.path("request");
        ((ObjectNode) request.path("querystring")).putObject("X-Amz-Signature").put("value", "0");
        ObjectNode headers = (ObjectNode) request.path("headers");
        for (String header : new String[] {"authorization", "x-amz-acl", "x-amz-security-token", "range"}) {
            headers.putObject(header).put("value", "x");
        }
        EdgeResult result = BLOBS.run(event);
        assertThat(result.isResponse()).isFalse();
        assertThat(result.value().path("headers").fieldNames()).toIterable().containsExactlyInAnyOrder("host", "range");
    }

    @Test
    void whatever_was_stored_is_a_download_of_no_type() {
        ObjectNode event = request();
        ((ObjectNode) event.path("context")).put("eventType", "viewer-response");
        ((ObjectNode) event.path("request").path("querystring"))
                .putObject("digest")
                .put("value", DIGEST.replace(":", "%3A"));
        ObjectNode headers = event.putObject("response").put("statusCode", 200).putObject("headers");
        headers.putObject("content-type").put("value", "text/html");
        headers.putObject("x-amz-request-id").put("value", "1");
        EdgeResult result = BLOBS.run(event);
        assertThat(header(result, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(result, "content-disposition")).isEqualTo("attachment");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(result, "content-security-policy")).contains("sandbox");
        assertThat(header(result, "docker-content-digest")).isEqualTo(DIGEST);
        assertThat(result.value().path("headers").has("x-amz-request-id")).isFalse();
    }

    private static ObjectNode request() {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", "viewer-request");
        ObjectNode request = event.putObject("request").put("method", "GET");
        request.put("uri", "/direct/default/app/sha256/" + "0".repeat(64));
        request.putObject("querystring");
        request.putObject("cookies");
        request.putObject("headers").putObject("host").put("value", "registry.test");
        return event;
    }

    private static String header(EdgeResult result, String name) {
        return result.value().path("headers").path(name).path("value").asText();
    }

    private static EdgeFunction function() {
        try {
            Path root = Path.of(System.getProperty("slipway.root", "."));
            return new EdgeFunction(Files.readString(root.resolve("edge/src/main/js/blobs.js")), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
