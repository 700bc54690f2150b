package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kinds of logins that registries require. */
class LoginsTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String HEAD = "HEAD /v2/app/blobs/" + Peer.digest("x");
    private static final String V2 = "GET /v2/";
    private static final RegistryCredentials ALICE = new RegistryCredentials("alice", "secret");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));

    private final Peer registry = new Peer();

    @AfterEach
    void stop() {
        registry.close();
    }

    private void look(Optional<RegistryCredentials> credentials) throws IOException {
        registry.answer(HEAD, 200, "");
        try (Session session = Session.reading(RegistryUrl.parse(registry.url()), credentials)) {
            assertThat(new BlobChecker(session).exists(APP, Peer.digest("x"))).isTrue();
        }
    }

    private String authorization() {
        return registry.received.getLast().authorization();
    }

    @Test
    void a_registry_without_logins_gets_no_credentials() throws IOException {
        registry.answer(V2, 200, "{}");
        look(Optional.of(ALICE));
        assertThat(authorization()).isEmpty();
    }

    @Test
    void a_registry_that_requires_a_password_gets_it_with_each_request() throws IOException {
        registry.answer(V2, 401, "", "WWW-Authenticate", "Basic realm=\"registry\"");
        look(Optional.of(ALICE));
        assertThat(authorization()).isEqualTo(BASIC);
        assertThat(registry.received.getFirst().authorization())
                .as("before the registry has required it")
                .isEmpty();
    }

    @Test
    void a_registry_that_requires_a_password_cannot_be_read_without_one() {
        registry.answer(V2, 401, "", "WWW-Authenticate", "Basic realm=\"registry\"");
        assertThatThrownBy(() -> look(Optional.empty())).hasMessageContaining("needs a login");
    }

    @Test
    void a_token_service_gets_the_credentials_and_the_scope_of_a_pull() throws IOException {
        bearer("service=\"registry.example.com\"");
        look(Optional.of(ALICE));
        assertThat(registry.logins).singleElement().satisfies(login -> {
            assertThat(login.authorization()).isEqualTo(BASIC);
            assertThat(login.line()).isEqualTo("GET /token?service=registry.example.com&scope=repository%3Aapp%3Apull");
        });
        assertThat(authorization()).isEqualTo("Bearer bearer-1");
    }

    @Test
    void without_credentials_a_token_is_requested_anonymously() throws IOException {
        bearer("error=\"invalid_token\"");
        look(Optional.empty());
        assertThat(registry.logins).singleElement().satisfies(login -> {
            assertThat(login.authorization()).isEmpty();
            assertThat(login.line()).isEqualTo("GET /token?scope=repository%3Aapp%3Apull");
        });
    }

    private void bearer(String more) {
        registry.answer(V2, 401, "", "WWW-Authenticate", "Bearer realm=\"" + registry.url() + "/token\"," + more);
    }

    @Test
    void a_token_may_be_in_the_field_of_the_oauth_specification() throws IOException {
        bearer("");
        registry.answer("GET /token", 200, "{\"access_token\":\"another\"}");
        look(Optional.empty());
        assertThat(authorization()).isEqualTo("Bearer another");
    }

    @Test
    void a_bearer_token_is_preferred_to_a_password() throws IOException {
        registry.answer(
                V2,
                401,
                "",
                "WWW-Authenticate",
                "Negotiate",
                "WWW-Authenticate",
                "Basic realm=\"registry\"",
                "WWW-Authenticate",
                "Bearer realm=\"" + registry.url() + "/token\"");
        look(Optional.of(ALICE));
        assertThat(authorization()).isEqualTo("Bearer bearer-1");
    }

    @Test
    void an_unknown_kind_of_login_is_an_error_that_lists_the_known_ones() {
        registry.answer(V2, 401, "", "WWW-Authenticate", "Negotiate");
        assertThatThrownBy(() -> look(Optional.of(ALICE)))
                .hasMessageContaining("must accept Basic or Bearer logins, but requires another kind");
    }

    @Test
    void a_server_that_is_not_a_registry_is_reported_with_its_status() {
        registry.answer(V2, 500, "");
        assertThatThrownBy(() -> look(Optional.empty()))
                .hasMessageContaining("must be a registry, but GET /v2/ returned HTTP 500");
    }

    @Test
    void a_realm_that_is_not_a_url_is_an_error() {
        registry.answer(V2, 401, "", "WWW-Authenticate", "Bearer realm=\"not an address\"");
        assertThatThrownBy(() -> look(Optional.of(ALICE)))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("must accept Basic or Bearer logins");
    }

    @Test
    void quoted_and_plain_parameters_of_a_challenge_are_read() {
        assertThat(LoginChallenge.read(List.of("bearer realm = \"https://a.example/t?x=1\" , service=\"a \\\"b\\\"\"")))
                .hasValueSatisfying(challenge -> {
                    LoginChallenge.Bearer bearer = (LoginChallenge.Bearer) challenge;
                    assertThat(bearer.service()).isEqualTo("a \"b\"");
                    assertThat(bearer.token(List.of("one", "two")))
                            .hasToString("https://a.example/t?x=1&service=a+%22b%22&scope=one&scope=two");
                });
        assertThat(LoginChallenge.read(List.of("Bearer realm=https://a.example/t")))
                .hasValueSatisfying(challenge ->
                        assertThat(((LoginChallenge.Bearer) challenge).realm()).hasToString("https://a.example/t"));
    }

    @Test
    void a_challenge_without_a_realm_or_a_scheme_is_ignored() {
        assertThat(LoginChallenge.read(List.of("Bearer service=\"x\"", "", "Negotiate")))
                .isEmpty();
    }
}
