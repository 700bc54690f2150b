package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Logs in with tokens, and uses the bearer tokens on a route that pushes. */
class LoginTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Credentials credentials =
            new Credentials(registry.tokens(), () -> "the-administrators-token", registry.clock());
    private final Granting granting = new Granting(registry.publicRepositories());
    private final IssueBearerToken service = new IssueBearerToken(
            credentials, new BearerIssuer(registry.signingKeys(), registry.clock()), granting, registry.clock());
    private final Router router = new Router(
            List.of(Route.of(Set.of("PUT"), "/v2/<name>/x", Action.PUSH, call -> Response.of(201))),
            new RegistryLogin(
                    new BearerTokens(registry.verifyingKeys(), registry.clock()),
                    credentials,
                    granting,
                    registry.clock()));

    @Test
    void of_several_requested_scopes_the_allowed_part_is_granted() {
        TokenSecret secret = token(
                Optional.empty(),
                new Grant("default", "apps/*", EnumSet.of(Action.PULL, Action.PUSH)),
                new Grant("default", "base", EnumSet.of(Action.PULL)),
                new Grant("team", "**", EnumSet.of(Action.PULL)));
        String bearer = bearer(login(
                secret,
                "repository:default/apps/web:push,pull",
                "repository:base:pull,push repository:team/lib:pull,delete",
                "repository:other/secret:pull",
                "registry:nonsense"));
        JsonNode claims = json(Base64.getUrlDecoder().decode(bearer.split("\\.", -1)[1]));
        assertThat(claims.path("access").toString())
                .isEqualTo("[{\"type\":\"repository\",\"name\":\"default/apps/web\",\"actions\":[\"pull\",\"push\"]},"
                        + "{\"type\":\"repository\",\"name\":\"base\",\"actions\":[\"pull\"]},"
                        + "{\"type\":\"repository\",\"name\":\"team/lib\",\"actions\":[\"pull\"]},"
                        + "{\"type\":\"repository\",\"name\":\"other/secret\",\"actions\":[]}]");
    }

    @Test
    void access_that_was_not_requested_gets_401_and_refused_access_403() {
        TokenSecret secret = token(Optional.empty(), new Grant("default", "app", EnumSet.of(Action.PULL)));
        Response notAsked = push("Bearer " + bearer(login(secret, "repository:app:pull")));
        assertThat(notAsked.status()).isEqualTo(401);
        assertThat(notAsked.headers().get("WWW-Authenticate"))
                .contains("scope=\"repository:app:pull,push\"", "error=\"insufficient_scope\"");
        assertThat(push("Bearer " + bearer(login(secret, "repository:app:pull,push")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_revoked_token_stops_working_within_a_bearer_tokens_lifetime() {
        TokenSecret secret = token(Optional.empty(), new Grant("default", "**", EnumSet.of(Action.PUSH)));
        String bearer = bearer(login(secret, "repository:app:push"));
        assertThat(push("Bearer " + bearer).status()).isEqualTo(201);
        registry.tokens().remove(secret.id());
        assertThat(login(secret, "repository:app:push").status()).isEqualTo(401);
        registry.clock().advance(BearerTokens.LIFETIME.minusSeconds(1));
        assertThat(push("Bearer " + bearer).status()).isEqualTo(201);
        registry.clock().advance(Duration.ofSeconds(1));
        assertThat(push("Bearer " + bearer).status()).isEqualTo(401);
    }

    @Test
    void an_expired_token_does_not_log_in() {
        Instant expires = registry.clock().instant().plusSeconds(60);
        TokenSecret secret = token(Optional.of(expires), new Grant("default", "**", EnumSet.of(Action.PULL)));
        assertThat(login(secret).status()).isEqualTo(200);
        registry.clock().advance(Duration.ofSeconds(60));
        assertThat(login(secret).status()).isEqualTo(401);
    }

    @Test
    void basic_credentials_allow_what_a_bearer_token_of_the_same_token_allows() {
        TokenSecret pusher = token(Optional.empty(), new Grant("default", "**", EnumSet.of(Action.PUSH)));
        TokenSecret puller = token(Optional.empty(), new Grant("default", "**", EnumSet.of(Action.PULL)));
        assertThat(push(basic(pusher.reveal())).status()).isEqualTo(201);
        assertThat(push(basic("the-administrators-token")).status()).isEqualTo(201);
        Response refused = push(basic(puller.reveal()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(json(refused.body()).at("/errors/0/message").asText()).startsWith("the token may not push app");
    }

    @Test
    void a_wrong_password_gets_the_same_challenge_as_a_missing_login() {
        for (String header :
                List.of(basic("slp_0123456789ab_" + "x".repeat(43)), basic("other"), "Basic %", "Basic ")) {
            Response wrong = push(header);
            assertThat(wrong.status()).as(header).isEqualTo(401);
            assertThat(wrong.headers().get("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"https://localhost/token\",service=\"slipway\","
                            + "scope=\"repository:app:pull,push\"");
        }
    }

    @Test
    void wrong_passwords_are_counted_together_with_those_of_the_token_service() {
        TokenSecret right = token(Optional.empty(), new Grant("default", "**", EnumSet.of(Action.PUSH)));
        TokenSecret wrong = new TokenSecret(right.id(), "x".repeat(43));
        for (int i = 0; i < LoginAttempts.MAX_BOTH; i++) {
            assertThat((i % 2 == 0 ? push(basic(wrong.reveal())) : login(wrong)).status())
                    .isEqualTo(401);
        }
        Response waits = push(basic(right.reveal()));
        assertThat(waits.status()).isEqualTo(429);
        assertThat(waits.headers()).containsKey("Retry-After");
        assertThat(login(right).status()).isEqualTo(429);
    }

    @Test
    void basic_credentials_with_a_revoked_token_are_refused_immediately() {
        TokenSecret secret = token(Optional.empty(), new Grant("default", "**", EnumSet.of(Action.PUSH)));
        assertThat(push(basic(secret.reveal())).status()).isEqualTo(201);
        assertThat(registry.tokens().find(secret.id())).map(Token::lastUsed).isNotEqualTo(Optional.empty());
        registry.tokens().remove(secret.id());
        assertThat(push(basic(secret.reveal())).status()).isEqualTo(401);
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("x:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private TokenSecret token(Optional<Instant> expires, Grant... grants) {
        TokenSecret secret = TokenSecret.generate(new SecureRandom());
        registry.tokens()
                .add(new Token(
                        secret.id(),
                        "test",
                        secret.hash(),
                        List.of(grants),
                        registry.clock().instant(),
                        expires,
                        Optional.empty()));
        return secret;
    }

    private Response login(TokenSecret secret, String... scopes) {
        return service.handle(new Request(
                "GET",
                "/token",
                new Query(Map.of("scope", List.of(scopes))),
                Map.of("authorization", basic(secret.reveal())),
                new byte[0],
                "192.0.2.1"));
    }

    private Response push(String authorization) {
        return router.handle(new Request(
                "PUT", "/v2/app/x", Query.EMPTY, Map.of("authorization", authorization), new byte[0], "192.0.2.1"));
    }

    private static String bearer(Response response) {
        return json(response.body()).path("token").asText();
    }

    private static JsonNode json(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
