package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.template.FunctionResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

class ApiGatewayTest {
    private static final List<FunctionResource> FUNCTIONS = List.of(
            function("exact", "GET /v2/"),
            function("greedy", "GET /v2/{proxy+}"),
            function("any", "ANY /api/{proxy+}"),
            function("default", "$default"));

    private static final Signatures NOBODY = new Signatures(Map.of(), "us-east-1", Clock.systemUTC());

    private static final SdkHttpClient NO_CALLS = new SdkHttpClient() {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw new AssertionError("the functions of this test make no calls");
        }

        @Override
        public void close() {}
    };

    private final ApiGateway gateway = new ApiGateway(
            FUNCTIONS, new LambdaRuntime(FUNCTIONS, NO_CALLS, function -> Map.of(), line -> {}), "http", NOBODY);

    @Test
    void a_full_match_wins_over_a_greedy_one_and_other_requests_have_the_default_route() throws IOException {
        assertThat(route("GET", "/v2/")).isEqualTo("GET /v2/");
        assertThat(route("GET", "/v2/a/b")).isEqualTo("GET /v2/{proxy+}");
        assertThat(route("PUT", "/api/x")).isEqualTo("ANY /api/{proxy+}");
        assertThat(route("PUT", "/v2/a/b")).isEqualTo("$default");
        assertThat(route("GET", "/elsewhere")).isEqualTo("$default");
    }

    @Test
    void the_response_to_head_has_the_length_of_the_body_but_no_body() throws IOException {
        Answer answer = gateway.handle(exchange("HEAD", "/elsewhere", new byte[0], Map.of()));
        assertThat(answer.headers()).containsEntry("Content-Length", "8");
        assertThat(answer.body().readAllBytes()).isEmpty();
    }

    @Test
    void bodies_beyond_the_limit_of_lambda_are_rejected() throws IOException {
        assertThat(gateway.handle(exchange("PUT", "/api/x", new byte[5_000_000], Map.of()))
                        .status())
                .isEqualTo(413);
        assertThat(gateway.handle(exchange("PUT", "/api/x", new byte[11_000_000], Map.of()))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_body_arrives_whole_whether_its_length_is_announced_or_not() throws IOException {
        byte[] body = new byte[100_001];
        new Random(1).nextBytes(body);
        Exchange announced = exchange("PUT", "/body", body, Map.of());
        Exchange unannounced = new Exchange(
                "PUT", "/body", "", Map.of(), new ByteArrayInputStream(body), OptionalLong.empty(), "127.0.0.1");
        for (Exchange exchange : List.of(announced, unannounced)) {
            assertThat(gateway.handle(exchange).body().readAllBytes()).isEqualTo(body);
        }
    }

    @Test
    void headers_beyond_the_limit_of_the_gateway_are_rejected() throws IOException {
        Map<String, String> headers = Map.of("x", "x".repeat(11_000));
        assertThat(gateway.handle(exchange("GET", "/v2/", new byte[0], headers)).status())
                .isEqualTo(431);
    }

    private String route(String method, String path) throws IOException {
        return new String(
                gateway.handle(exchange(method, path, new byte[0], Map.of()))
                        .body()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static Exchange exchange(String method, String path, byte[] body, Map<String, String> headers) {
        return new Exchange(
                method, path, "", headers, new ByteArrayInputStream(body), OptionalLong.of(body.length), "127.0.0.1");
    }

    private static FunctionResource function(String id, String route) {
        return new FunctionResource(
                id,
                EchoHandler.class.getName(),
                Map.of(),
                List.of(route),
                Set.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of());
    }

    /** Answers with the route that led to it, or with the body of a request that has one. */
    public static final class EchoHandler implements RequestStreamHandler {
        private static final ObjectMapper JSON = new ObjectMapper();

        public EchoHandler(Map<String, String> environment) {
            assertThat(environment).isEmpty();
        }

        @Override
        public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
            JsonNode read = JSON.readTree(event);
            byte[] body = read.path("isBase64Encoded").asBoolean()
                    ? read.path("body").binaryValue()
                    : read.path("routeKey").asText().getBytes(StandardCharsets.UTF_8);
            var json = JSON.createObjectNode().put("statusCode", 200).put("isBase64Encoded", true);
            answer.write(JSON.writeValueAsBytes(json.put("body", body)));
        }
    }
}
