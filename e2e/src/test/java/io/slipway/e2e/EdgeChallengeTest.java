package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.edge.EdgeFunction;
import io.slipway.emulators.GatewayCall;
import io.slipway.function.pull.PullHandler;
import io.slipway.function.push.PushHandler;
import io.slipway.local.template.DistributionResource;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The edge sends the challenge to requests without a login, so that the gateway need not; it equals that of the
 * registry.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeChallengeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String SESSION = "3e4f9a52-98c6-4c1c-8b6a-0a1b2c3d4e5f";
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

    private final Map<String, EdgeFunction> functions = new HashMap<>();
    private final PullHandler pull = new PullHandler(AllRoutes.nowhere());
    private final PushHandler push = new PushHandler(AllRoutes.nowhere());
    private DistributionResource distribution;

    @BeforeAll
    void start() throws IOException {
        distribution = Stack.read(Path.of(System.getProperty("slipway.root"), "template.yaml"), Map.of())
                .distribution();
        distribution
                .edgeFunctions()
                .forEach((id, code) -> functions.put(id, new EdgeFunction(code, Map.of("ticket-key", "none"))));
    }

    @AfterAll
    void stop() {
        functions.values().forEach(EdgeFunction::close);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/",
                "/v2/_catalog",
                "/v2/app",
                "/v2/app/manifests/latest",
                "/v2/default/app/manifests/" + DIGEST,
                "/v2/team/deep/app/manifests/1.0",
                "/v2/default/deep/app/manifests/1.0",
                "/v2/app/blobs/" + DIGEST,
                "/v2/app/blobs/uploads",
                "/v2/app/blobs/uploads/",
                "/v2/app/blobs/uploads/?mount=" + DIGEST + "&from=team/base",
                "/v2/app/blobs/uploads/?mount=sha256%3A0&from=team%2Fdeep%2Fbase",
                "/v2/app/blobs/uploads/?from=default%2Fbase&mount=",
                "/v2/app/blobs/uploads?mount=" + DIGEST + "&from=default/app",
                "/v2/app/blobs/uploads/?mount=" + DIGEST + "&from=NO+NAME",
                "/v2/app/blobs/uploads/?mount=" + DIGEST,
                "/v2/app/blobs/uploads/?from=base",
                "/v2/app/manifests/latest?mount=" + DIGEST + "&from=base",
                "/v2/_catalog?n=5&mount=" + DIGEST + "&from=base",
                "/v2/team/app/blobs/uploads/" + SESSION,
                "/v2/app/blobs/uploads/" + SESSION + "/more",
                "/v2/team/blobs/uploads/manifests/latest",
                "/v2/app/tags/list",
                "/v2/app/tags/other",
                "/v2/app/referrers/" + DIGEST,
                "/v2/APP/manifests/latest",
                "/v2/te.am/app/manifests/latest",
                "/v2/team--a/app__b/manifests/latest",
                "/v2/app___b/manifests/latest",
                "/v2/-app/manifests/latest",
                "/v2/app/unknown/thing",
                "/v2//manifests/latest"
            })
    void the_challenge_of_the_edge_equals_that_of_the_registry(String address) {
        String path = address.split("\\?", 2)[0];
        String query = address.substring(path.length()).replaceFirst("\\?", "");
        for (String method : METHODS) {
            GatewayCall.Answer registry = registry(method, path, query);
            assertThat(registry.status()).isEqualTo(401);
            JsonNode edge = edge(method, path, query);
            assertThat(edge.path("statusCode").asInt())
                    .as(method + " " + address)
                    .isEqualTo(401);
            assertThat(header(edge, "www-authenticate"))
                    .as(method + " " + address)
                    .isEqualTo(registry.headers().get("WWW-Authenticate"));
            assertThat(header(edge, "content-type"))
                    .isEqualTo(registry.headers().get("Content-Type"));
            assertThat(header(edge, "docker-distribution-api-version"))
                    .isEqualTo(registry.headers().get("Docker-Distribution-Api-Version"));
            assertThat(edge.path("body").path("data").asText()).isEqualTo(registry.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/api/spaces", "/v20/", "/"})
    void requests_outside_of_the_registrys_protocol_are_forwarded(String path) {
        assertThat(edge("GET", path, "").has("statusCode")).isFalse();
    }

    private JsonNode edge(String method, String path, String query) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("context").put("eventType", "viewer-request").put("distributionDomainName", "registry.test");
        event.putObject("viewer").put("ip", "192.0.2.1");
        ObjectNode request = event.putObject("request").put("method", method).put("uri", path);
        ObjectNode parameters = request.putObject("querystring");
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            parameters.putObject(pair[0]).put("value", pair[1]);
        }
        request.putObject("headers").putObject("host").put("value", "registry.test");
        String function = distribution.behaviours().stream()
                .filter(behaviour -> behaviour.matches(path))
                .findFirst()
                .flatMap(DistributionResource.Behaviour::request)
                .orElseThrow();
        return Objects.requireNonNull(functions.get(function)).run(event).value();
    }

    private static String header(JsonNode answer, String name) {
        return answer.path("headers").path(name).path("value").asText();
    }

    private GatewayCall.Answer registry(String method, String path, String query) {
        GatewayCall call = new GatewayCall(method, query.isEmpty() ? path : path + "?" + query, Map.of());
        return call.send(method.equals("GET") || method.equals("HEAD") ? pull : push);
    }
}
