package io.slipway.function.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of the reading routes for anonymous callers, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnonymousCallsTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Backend backend;
    private PullRoutes routes;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        routes = new PullRoutes(backend);
        // The key that verifies bearer tokens is read once.
        backend.forLogins().bearerTokens().verify(bearer(List.of()));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void requests_for_private_content_make_no_aws_call_without_a_login() {
        String nothing = bearer(List.of());
        calls.take();
        for (Route route : routes.routes()) {
            if (route.path().equals("/v2/?")) {
                continue;
            }
            String path = route.path()
                    .replace("<name>", "app")
                    .replace("<digest>", DIGEST)
                    .replaceAll("<[a-z]+>", "x");
            for (String method : route.methods()) {
                assertThat(send(method, path, Map.of()).status()).as(path).isEqualTo(401);
                assertThat(send(method, path, Map.of("authorization", "Bearer " + nothing))
                                .status())
                        .as(path)
                        .isEqualTo(401);
                assertThat(calls.take()).as(method + " " + path).isEmpty();
            }
        }
    }

    @Test
    void a_public_image_costs_an_anonymous_caller_no_more_than_a_pull() {
        Map<String, String> login = Map.of(
                "authorization",
                "Bearer " + bearer(List.of(new Access(RepositoryName.parse("open"), Set.of(Action.PULL)))));
        calls.take();
        send("GET", "/v2/open/manifests/1", login);
        assertThat(calls.take()).containsExactly("GetItem");
        send("GET", "/v2/open/blobs/" + DIGEST, login);
        assertThat(calls.take()).containsExactly("GetItem", "HeadObject");
        send("GET", "/v2/open/tags/list", login);
        assertThat(calls.take()).startsWith("Query").hasSizeLessThanOrEqualTo(2);
        send("GET", "/v2/open/referrers/" + DIGEST, login);
        assertThat(calls.take()).startsWith("Query").hasSizeLessThanOrEqualTo(2);
    }

    private String bearer(List<Access> granted) {
        return backend.forLogins().bearerIssuer().issue(new Caller(Caller.ANONYMOUS, granted, List.of(), Set.of()));
    }

    private Response send(String method, String path, Map<String, String> headers) {
        return routes.router().handle(new Request(method, path, Query.EMPTY, headers, new byte[0], "192.0.2.1"));
    }
}
