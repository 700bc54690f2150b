package io.slipway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Granting;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.access.SigningKey;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final SigningKey KEY = SigningKey.of("k".repeat(48));

    private final BearerTokens tokens = new BearerTokens(id -> Optional.of(KEY.verifying()), Clock.systemUTC());
    private final BearerIssuer issuer = new BearerIssuer(() -> KEY, Clock.systemUTC());
    private final Router router = new Router(
            List.of(
                    Route.of(Set.of("GET"), "/v2/?", null, call -> Response.of(200)),
                    Route.of(
                            Set.of("PUT"),
                            "/v2/<name>/manifests/<reference>",
                            Action.PUSH,
                            call -> Response.of(201).with("X-Parts", call.repository() + " " + call.reference()))),
            login(tokens));

    private static RegistryLogin login(BearerTokens tokens) {
        return new RegistryLogin(
                tokens,
                new Credentials(new MemoryRegistry().tokens(), () -> "administrator", Clock.systemUTC()),
                new Granting(repositories -> Set.of()),
                Clock.systemUTC());
    }

    @Test
    void a_client_without_a_token_is_told_where_to_get_one() {
        Response response = router.handle(request("GET", "/v2/", ""));
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"https://registry.test/token\",service=\"slipway\"");
        assertThat(text(response)).contains("UNAUTHORIZED");
    }

    @Test
    void the_challenge_names_the_scope_of_the_route() {
        Response response = router.handle(request("PUT", "/v2/app/manifests/1", ""));
        assertThat(response.headers().get("WWW-Authenticate")).endsWith(",scope=\"repository:app:pull,push\"");
    }

    @Test
    void the_challenge_of_a_mount_names_its_source_too() {
        assertThat(mountChallenge("mount=sha256:00&from=team/base"))
                .endsWith(",scope=\"repository:app:pull,push repository:team/base:pull\"");
        assertThat(mountChallenge("mount=sha256:00")).endsWith(",scope=\"repository:app:pull,push\"");
        assertThat(mountChallenge("mount=sha256:00&from=app")).endsWith(",scope=\"repository:app:pull,push\"");
        assertThat(mountChallenge("mount=sha256:00&from=%22,x=%22")).endsWith(",scope=\"repository:app:pull,push\"");
    }

    @Test
    void the_error_tells_anonymous_callers_why_to_log_in() {
        assertThat(text(router.handle(request("GET", "/v2/", "")))).contains("log in to use the registry");
        assertThat(text(router.handle(request("PUT", "/v2/app/manifests/1", ""))))
                .contains("log in to push app");
        String anonymous = "Bearer " + issuer.issue(new Caller(Caller.ANONYMOUS, List.of(), List.of(), Set.of()));
        assertThat(text(router.handle(request("PUT", "/v2/app/manifests/1", anonymous))))
                .contains("log in to push app")
                .doesNotContain("bearer token");
    }

    @Test
    void a_malformed_token_gets_a_challenge_too() {
        Response response = router.handle(request("GET", "/v2/", "Bearer nonsense"));
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().get("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void an_unknown_scheme_gets_the_same_challenge() {
        Response response = router.handle(request("GET", "/v2/", "Digest username=\"x\""));
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().get("WWW-Authenticate")).startsWith("Bearer realm=");
        assertThat(text(response)).contains("bearer token", "Basic");
    }

    @Test
    void a_token_with_the_grant_reaches_the_operation() {
        Response response = router.handle(request("PUT", "/v2/a/manifests/b/manifests/1", bearer(true)));
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers()).containsEntry("X-Parts", "a/manifests/b 1");
    }

    @Test
    void access_that_was_not_requested_can_be_requested() {
        Response response = router.handle(request("PUT", "/v2/other/manifests/1", bearer(true)));
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().get("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
    }

    @Test
    void refused_access_is_denied() {
        Response response = router.handle(request("PUT", "/v2/a/manifests/b/manifests/1", bearer(false)));
        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).contains("DENIED");
    }

    @Test
    void a_malformed_name_is_reported_only_to_callers_that_are_logged_in() {
        assertThat(router.handle(request("PUT", "/v2/App/manifests/1", "")).status())
                .isEqualTo(401);
        Response response = router.handle(request("PUT", "/v2/App/manifests/1", bearer(true)));
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).contains("NAME_INVALID");
    }

    @Test
    void a_method_without_a_route_is_unsupported() {
        Response response = router.handle(request("PATCH", "/v2/app/manifests/1", bearer(true)));
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", "PUT");
    }

    @Test
    void a_path_without_a_route_is_not_found() {
        assertThat(router.handle(request("GET", "/nowhere", bearer(true))).status())
                .isEqualTo(404);
    }

    @Test
    void every_response_has_the_header_of_a_registry() {
        assertThat(router.handle(request("GET", "/nowhere", "")).headers())
                .containsEntry("Docker-Distribution-Api-Version", "registry/2.0");
    }

    @Test
    void a_host_that_could_break_out_of_the_challenge_is_not_repeated() {
        Request hostile =
                new Request("GET", "/v2/", Query.EMPTY, Map.of("x-forwarded-host", "a\",error=\"x"), new byte[0], "");
        assertThat(router.handle(hostile).headers().get("WWW-Authenticate")).contains("https://localhost/token");
    }

    private String bearer(boolean granted) {
        Access all = new Access(RepositoryName.parse("a/manifests/b"), EnumSet.of(Action.PULL, Action.PUSH));
        List<Access> some = List.of(all);
        Caller caller =
                granted ? new Caller("id", some, List.of(), Set.of()) : new Caller("id", List.of(), some, Set.of());
        return "Bearer " + issuer.issue(caller);
    }

    private String mountChallenge(String query) {
        Request mount =
                new Request("PUT", "/v2/app/manifests/1", Query.parse(query), Map.of("host", "r"), new byte[0], "");
        return router.handle(mount).headers().getOrDefault("WWW-Authenticate", "");
    }

    private static Request request(String method, String path, String authorization) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "registry.test"));
        if (!authorization.isEmpty()) {
            headers.put("authorization", authorization);
        }
        return new Request(method, path, Query.EMPTY, headers, new byte[0], "");
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
