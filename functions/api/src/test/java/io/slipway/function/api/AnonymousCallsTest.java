package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.LoginAttempts;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of the API for anonymous callers, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnonymousCallsTest {
    private ApiTester api;
    private Router router;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
        router = new Router(ApiRoutes.of(api.backend), api.backend.forLogins().credentials());
        // The administrator's token is read once every five minutes.
        send("GET", "/api/spaces", Map.of("authorization", "Bearer " + EmulatedAccount.ADMIN_TOKEN));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void routes_of_the_api_make_no_aws_call_without_a_token() {
        api.calls.take();
        for (Route route : ApiRoutes.of(api.backend)) {
            Response response =
                    send(route.methods().iterator().next(), route.path().replaceAll("<[a-z]+>", "x"), Map.of());
            // A login with an ID token needs a body.
            assertThat(response.status()).as(route.path()).isIn(200, 400, 401, 403);
            assertThat(api.calls.take()).as(route.path()).isEmpty();
        }
    }

    @Test
    void a_wrong_token_costs_a_read_and_three_writes_until_the_address_is_blocked() {
        Map<String, String> wrong = Map.of("authorization", "Bearer slp_0123456789ab_" + "x".repeat(43));
        api.calls.take();
        assertThat(send("GET", "/api/spaces", wrong).status()).isEqualTo(401);
        assertThat(api.calls.take()).containsExactly("BatchGetItem", "UpdateItem", "UpdateItem", "UpdateItem");
        for (int i = 1; i < LoginAttempts.MAX_BOTH; i++) {
            send("GET", "/api/spaces", wrong);
        }
        api.calls.take();
        assertThat(send("GET", "/api/spaces", wrong).status()).isEqualTo(429);
        assertThat(api.calls.take()).containsExactly("BatchGetItem");
    }

    private Response send(String method, String path, Map<String, String> headers) {
        return router.handle(new Request(method, path, Query.EMPTY, headers, new byte[0], "192.0.2.1"));
    }
}
