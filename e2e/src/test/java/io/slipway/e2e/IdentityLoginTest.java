package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.contract.TestIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workload logs in with the ID token of an OpenID Connect issuer and without a stored secret. */
@OnSharedCloud
class IdentityLoginTest {
    private static final String ISSUER = "https://token.actions.example.com";
    private static final String AUDIENCE = "slipway";

    private final TestIssuer issuer = new TestIssuer(ISSUER);

    @TempDir
    Path home;

    private Cloud cloud;
    private Tool slipway;
    private String rule = "";

    @BeforeEach
    void addARule(Cloud shared) throws IOException {
        cloud = shared;
        slipway = new Tool(Cloud.root().resolve("slipway"), home);
        Path keys = Files.writeString(home.resolve("keys.json"), issuer.keys());
        rule = new Command(cloud, home)
                .run(
                        "identity",
                        "add",
                        ISSUER,
                        "--audience",
                        AUDIENCE,
                        "--claim",
                        "sub=repo:acme/*:ref:refs/heads/main",
                        "--keys",
                        keys.toString(),
                        "--grant",
                        "default/oidc-*:pull,push")
                .strip();
    }

    @AfterEach
    void removeTheRule() {
        new Command(cloud, home).run("identity", "remove", rule);
    }

    @Test
    void a_client_logs_in_with_an_id_token_as_password_and_gets_the_grants_of_the_rule() {
        Tool crane = Tool.named("crane");
        crane.runWith(token("repo:acme/web"), "auth", "login", cloud.host(), "--username", "oidc", "--password-stdin");
        String image = TestImage.debian().toString();
        assertThat(crane.run("push", "--insecure", image, cloud.host() + "/oidc-app:1"))
                .contains("/oidc-app@sha256:");
        var refused = crane.attempt("", "push", "--insecure", image, cloud.host() + "/other:1");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors()).contains("403");
    }

    @Test
    void every_lane_accepts_an_id_token_as_the_password_of_basic_credentials() {
        Api api = new Api(cloud);
        var password = Api.basic(token("repo:acme/web"));
        var begun = api.send("POST", "/v2/oidc-app/blobs/uploads/", new byte[0], password);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String session = begun.headers().firstValue("Location").orElseThrow();
        for (int length : new int[] {1_000, 5_000_000}) {
            var sent = api.send("PATCH", session, new byte[length], password);
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
            session = sent.headers().firstValue("Location").orElseThrow();
        }
        assertThat(api.send("GET", "/v2/oidc-app/tags/list", new byte[0], password)
                        .statusCode())
                .isNotIn(401, 403);
        assertThat(api.send("GET", "/v2/others/tags/list", new byte[0], password)
                        .statusCode())
                .isEqualTo(403);
        var wrong = Api.basic(token("repo:others/web"));
        assertThat(api.send("GET", "/v2/oidc-app/tags/list", new byte[0], wrong).statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_command_exchanges_an_id_token_for_a_token_that_the_api_accepts() throws IOException {
        Path file = Files.writeString(home.resolve("id-token"), token("repo:acme/web") + "\n");
        assertThat(slipway.run("login", cloud.url().toString(), "--id-token", file.toString(), "--print-password"))
                .matches("slp_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        slipway.run("login", cloud.url().toString(), "--id-token", file.toString());
        assertThat(slipway.run("space", "list")).contains("default");
        assertThat(new Command(cloud, home).run("token", "list")).contains("repo:acme/web:ref:refs/heads/main");
    }

    @Test
    void an_id_token_without_a_matching_rule_is_rejected() {
        for (String token : new String[] {
            token("repo:others/web"),
            issuer.token("repo:acme/web:ref:refs/heads/main", "elsewhere", Instant.now()),
            issuer.token(
                    "repo:acme/web:ref:refs/heads/main", AUDIENCE, Instant.now().minusSeconds(3_600)),
            new TestIssuer(ISSUER).token("repo:acme/web:ref:refs/heads/main", AUDIENCE, Instant.now())
        }) {
            assertThat(new Api(cloud).token(token, "repository:oidc-app:pull").statusCode())
                    .isEqualTo(401);
            var answer = new Api(cloud)
                    .send(
                            "POST",
                            "/api/login/oidc",
                            ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8),
                            Map.of("Content-Type", "application/json"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(Api.code(answer)).isEqualTo("401 UNAUTHORIZED");
        }
    }

    @Test
    void a_slipway_token_cannot_be_exchanged_for_one_that_outlives_it() {
        var answer = new Api(cloud)
                .send(
                        "POST",
                        "/api/login/oidc",
                        ("{\"token\":\"" + cloud.adminToken() + "\"}").getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json"));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private String token(String repository) {
        return issuer.token(repository + ":ref:refs/heads/main", AUDIENCE, Instant.now());
    }
}
