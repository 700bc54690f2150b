package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BlobsFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final EdgeFunction BLOBS = new EdgeFunction(EdgeSource.code("blobs", "", ""), Map.of());

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    @Test
    void the_answer_says_which_blob_it_is_by_the_signed_parameter() {
        EdgeResult result = BLOBS.run(answer("x-slipway-digest", "sha256%3A" + HEX));
        assertThat(result.value()
                        .path("headers")
                        .path("docker-content-digest")
                        .path("value")
                        .asText())
                .isEqualTo("sha256:" + HEX);
    }

    /** S3 promises to ignore unknown parameters only where their names begin with x-. */
    @Test
    void no_other_parameter_says_it() {
        EdgeResult result = BLOBS.run(answer("digest", "sha256%3A" + HEX));
        assertThat(result.value().path("headers").has("docker-content-digest")).isFalse();
    }

    @Test
    void the_clients_login_does_not_reach_s3() {
        ObjectNode event = event("viewer-request");
        ((ObjectNode) event.path("request").path("headers"))
                .putObject("authorization")
                .put("value", "Bearer x");
        assertThat(BLOBS.run(event).value().path("headers").has("authorization"))
                .isFalse();
    }

    private static ObjectNode answer(String parameter, String value) {
        ObjectNode event = event("viewer-response");
        ((ObjectNode) event.path("request").path("querystring"))
                .putObject(parameter)
                .put("value", value);
        event.putObject("response").put("statusCode", 200).putObject("headers");
        return event;
    }

    private static ObjectNode event(String type) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", type);
        ObjectNode request = event.putObject("request").put("method", "GET").put("uri", "/blobs/default/x");
        request.putObject("querystring");
        request.putObject("headers");
        return event;
    }
}
