package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logs in, and retries requests that fail temporarily. */
class SessionTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String HEAD = "HEAD /v2/app/blobs/" + Peer.digest("x");

    private final Peer registry = new Peer();
    private final Session session = registry.session();

    @AfterEach
    void stop() {
        session.close();
        registry.close();
    }

    private boolean exists(RemoteRepository repository) throws IOException {
        return new BlobChecker(session).exists(repository, Peer.digest("x"));
    }

    @Test
    void one_login_serves_all_requests_about_a_repository() throws IOException {
        registry.answer(HEAD, 200, "");
        assertThat(exists(APP)).isTrue();
        assertThat(exists(APP)).isTrue();
        exists(new RemoteRepository("other"));
        String basic = Base64.getEncoder().encodeToString("slipway:slp_secret".getBytes(StandardCharsets.UTF_8));
        assertThat(registry.logins)
                .extracting(Peer.Received::authorization)
                .containsExactly("Basic " + basic, "Basic " + basic);
        assertThat(registry.logins.getFirst().line()).contains("scope=repository%3Aapp%3Apull%2Cpush%2Cdelete");
        assertThat(registry.received)
                .extracting(Peer.Received::authorization)
                .containsExactly("Bearer bearer-1", "Bearer bearer-1", "Bearer bearer-2");
    }

    @Test
    void a_refused_bearer_token_is_replaced() throws IOException {
        registry.answer(HEAD, 401, "").answer(HEAD, 200, "");
        assertThat(exists(APP)).isTrue();
        assertThat(registry.received)
                .extracting(Peer.Received::authorization)
                .containsExactly("Bearer bearer-1", "Bearer bearer-2");
    }

    @Test
    void a_bearer_token_that_expires_soon_is_not_reused() throws IOException {
        registry.answer(HEAD, 200, "").answer("GET /token", 200, "{\"token\":\"short\",\"expires_in\":0}");
        exists(APP);
        exists(APP);
        assertThat(registry.logins).hasSize(2);
    }

    @Test
    void a_refused_login_is_an_error_with_the_message_of_the_registry() {
        registry.answer(
                "GET /token", 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"the token is revoked\"}]}");
        assertThatThrownBy(() -> exists(APP))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("UNAUTHORIZED: the token is revoked")
                .hasMessageNotContaining("slp_secret");
        assertThat(registry.received).isEmpty();
    }

    @Test
    void a_request_to_a_busy_registry_is_retried() throws IOException {
        registry.answer(HEAD, 503, "").answer(HEAD, 429, "").answer(HEAD, 200, "");
        assertThat(exists(APP)).isTrue();
        assertThat(registry.lines()).hasSize(3);
    }

    @Test
    void a_permanent_error_is_not_retried() {
        registry.answer(HEAD, 500, "");
        assertThatThrownBy(() -> exists(APP)).hasMessageContaining("HTTP 500");
        assertThat(registry.lines()).hasSize(1);
    }

    @Test
    void a_broken_connection_is_replaced() throws IOException {
        registry.answer(HEAD, exchange -> exchange.close()).answer(HEAD, 200, "");
        assertThat(exists(APP)).isTrue();
    }

    @Test
    void a_registry_that_does_not_answer_is_reported() {
        registry.close();
        assertThatThrownBy(() -> exists(APP))
                .hasMessageContaining("does not answer")
                .hasMessageContaining("localhost");
    }

    @Test
    void a_response_in_html_is_an_error_with_its_status() {
        registry.answer("GET /token", 404, "<html>Not here</html>");
        assertThatThrownBy(() -> exists(APP)).hasMessageContaining("HTTP 404");
        assertThat(List.copyOf(registry.received)).isEmpty();
    }
}
