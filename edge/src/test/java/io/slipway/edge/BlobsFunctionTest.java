package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Checks the requests to the bucket at the addresses of blobs, and the responses. */
class BlobsFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final EdgeFunction BLOBS = new EdgeFunction(EdgeSource.code("blobs", "", ""), Map.of());

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    @Test
    void without_a_signature_nothing_is_told_of_what_is_there() {
        EdgeResult result = BLOBS.run(event("viewer-request"));
        assertThat(result.isResponse()).isTrue();
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(403);
        assertThat(header(result, "content-type")).isEqualTo("application/json");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
    }

    /** Among them the client's login, of which S3 takes one proof alone. */
    @Test
    void headers_that_the_signature_does_not_cover_do_not_pass() {
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
    void whatever_was_stored_is_a_download_of_no_type() {
        EdgeResult result = BLOBS.run(answer("x-slipway-digest"));
        assertThat(header(result, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(result, "content-disposition")).isEqualTo("attachment");
        assertThat(header(result, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(result, "content-security-policy")).contains("sandbox");
        assertThat(result.value().path("headers").has("x-amz-request-id")).isFalse();
    }

    @Test
    void the_answer_says_which_blob_it_is_by_the_signed_parameter() {
        assertThat(header(BLOBS.run(answer("x-slipway-digest")), "docker-content-digest"))
                .isEqualTo(DIGEST);
    }

    /** S3 promises to ignore unknown parameters only where their names begin with x-. */
    @Test
    void no_other_parameter_says_it() {
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
