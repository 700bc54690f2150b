package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The edge function for blobs: the requests that it passes to the bucket, and their responses. */
class BlobsFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final EdgeFunction BLOBS = new EdgeFunction(EdgeSource.code("blobs", "", ""), Map.of());

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    @Test
    void a_request_without_a_signature_does_not_reveal_which_blobs_exist() {
        EdgeResult result = BLOBS.run(event("viewer-request"));
        assertThat(result.isResponse()).isTrue();
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(403);
        assertThat(header(result, "content-type")).isEqualTo("application/json");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
    }

    /** Among them the client's login: S3 accepts only one kind of authentication per request. */
    @Test
    void headers_that_the_signature_does_not_cover_are_removed() {
        ObjectNode event = event("viewer-request");
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
    void every_blob_is_served_as_a_download_whatever_its_stored_type() {
        EdgeResult result = BLOBS.run(answer("x-slipway-digest"));
        assertThat(header(result, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(result, "content-disposition")).isEqualTo("attachment");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(result, "content-security-policy")).contains("sandbox");
        assertThat(result.value().path("headers").has("x-amz-request-id")).isFalse();
    }

    @Test
    void the_response_has_the_digest_in_the_signed_parameter() {
        assertThat(header(BLOBS.run(answer("x-slipway-digest")), "docker-content-digest"))
                .isEqualTo(DIGEST);
    }

    /** S3 promises to ignore unknown parameters only if their names begin with x-. */
    @Test
    void the_digest_is_not_taken_from_other_parameters() {
        assertThat(BLOBS.run(answer("digest")).value().path("headers").has("docker-content-digest"))
                .isFalse();
    }

    private static ObjectNode answer(String parameter) {
        ObjectNode event = event("viewer-response");
        ((ObjectNode) event.path("request").path("querystring"))
                .putObject(parameter)
                .put("value", DIGEST.replace(":", "%3A"));
        ObjectNode headers = event.putObject("response").put("statusCode", 200).putObject("headers");
        headers.putObject("content-type").put("value", "text/html");
        headers.putObject("x-amz-request-id").put("value", "1");
        return event;
    }

    private static ObjectNode event(String type) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", type);
        ObjectNode request = event.putObject("request").put("method", "GET");
        request.put("uri", "/direct/default/app/sha256/" + DIGEST.substring(7));
        request.putObject("querystring");
        request.putObject("cookies");
        request.putObject("headers").putObject("host").put("value", "registry.test");
        return event;
    }

    private static String header(EdgeResult result, String name) {
        return result.value().path("headers").path(name).path("value").asText();
    }
}
