package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Caller;
import io.slipway.core.http.Response;
import io.slipway.core.route.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of the writing routes for anonymous callers, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnonymousCallsTest {
    private PushLab lab;

    @BeforeAll
    void start(@TempDir Path folder) {
        lab = new PushLab(folder);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void writes_make_no_aws_call_without_a_login() {
        Caller anonymous = new Caller(Caller.ANONYMOUS, List.of(), List.of(), Set.of());
        // The first token of a key costs the read of the key.
        lab.backend
                .forLogins()
                .bearerTokens()
                .verify(lab.backend.forLogins().bearerIssuer().issue(anonymous));
        lab.calls.take();
        for (Route route : lab.routes()) {
            String path = route.path()
                    .replace("/?", "/")
                    .replace("<name>", "app")
                    .replace("<digest>", "sha256:" + "0".repeat(64))
                    .replaceAll("<[a-z]+>", "x");
            for (String method : route.methods()) {
                Response response = lab.send(anonymous, method, path, new byte[1_000], "text/plain");
                assertThat(response.status()).as(method + " " + path).isEqualTo(401);
                assertThat(lab.calls.take()).as(method + " " + path).isEmpty();
            }
        }
    }
}
