package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.http.Response;
import io.slipway.core.log.Metric;
import io.slipway.emulators.GatewayCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFunctionTest {
    private static final Backend BACKEND = new Backend(
            new Environment(Map.of("AWS_REGION", "eu-west-1", "SLIPWAY_TABLE", "none", "SLIPWAY_EDGE_PROOF", "proof")));

    private static final class Greeting extends HttpFunction {
        Greeting() {
            super(BACKEND, request -> Response.of(200), () -> {});
        }
    }

    @Test
    void a_request_that_the_distribution_sent_is_served() {
        assertThat(status(event("GET", "/v2/", Map.of("x-slipway-edge", "proof"), null)))
                .isEqualTo(200);
    }

    @Test
    void a_request_to_the_gateways_own_host_is_refused() {
        assertThat(status(event("GET", "/v2/", Map.of(), null))).isEqualTo(403);
        assertThat(status(event("GET", "/v2/", Map.of("x-slipway-edge", "a guess"), null)))
                .isEqualTo(403);
    }

    @Test
    void a_principal_who_has_signed_for_the_gateway_is_served_there() {
        assertThat(status(event("POST", "/api/login/aws", Map.of(), "arn:aws:iam::123456789012:user/a")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/app/manifests/1, 200, '{PULLS=1}'",
        "HEAD, /v2/app/manifests/1, 200, {}",
        "GET, /v2/app/manifests/1, 404, {}",
        "PUT, /v2/team/app/manifests/1, 201, '{PUSHES=1}'",
        "PUT, /v2/app/blobs/uploads/x, 201, '{BYTES_INLINE=6}'",
        "PUT, /v2/app/blobs/uploads/x, 400, {}",
        "GET, /token, 401, '{FAILED_LOGINS=1}'",
        "GET, /token, 429, '{FAILED_LOGINS=1}'",
        "GET, /token, 200, {}",
        "GET, /api/spaces, 401, '{FAILED_LOGINS=1}'",
        "POST, /api/spaces/default/builds, 429, {}",
        "POST, /api/spaces/default/builds, 201, '{BUILD_REQUESTS=1}'",
        "GET, /api/spaces/default/builds, 200, {}",
        "GET, /v2/, 500, '{DEFECTS=1}'"
    })
    void a_request_is_counted_by_its_kind_and_outcome(String method, String path, int status, String expected)
            throws IOException {
        ObjectNode event = new GatewayCall(method, path, Map.of("authorization", "Bearer x"), "abcdef").event();
        assertThat(measures(event, status)).hasToString(expected);
    }

    @Test
    void a_request_to_the_api_without_a_token_does_not_count_as_a_failed_login() throws IOException {
        assertThat(measures(event("GET", "/api/spaces", Map.of(), null), 401)).isEmpty();
    }

    private static Map<Metric, Long> measures(ObjectNode event, int status) throws IOException {
        byte[] json = new ObjectMapper().writeValueAsBytes(event);
        return Measures.of(HttpEvent.read(new ByteArrayInputStream(json)), status);
    }

    private static int status(ObjectNode event) {
        return GatewayCall.send(new Greeting(), event).status();
    }

    private static ObjectNode event(
            String method, String path, Map<String, String> headers, @Nullable String principal) {
        ObjectNode event = new GatewayCall(method, path, headers).event();
        if (principal != null) {
            event.withObject("/requestContext/authorizer/iam").put("userArn", principal);
        }
        return event;
    }
}
