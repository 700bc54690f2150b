package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes and pulls manifests. */
class ManifestsTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String TEXT = "{\"schemaVersion\":2}";
    private static final String GET = "GET /v2/app/manifests/";

    private final Peer registry = new Peer();
    private final Session session = registry.session();
    private final ManifestPuller puller = new ManifestPuller(session);

    @AfterEach
    void stop() {
        session.close();
        registry.close();
    }

    @Test
    void a_manifest_has_the_digest_of_its_bytes_and_the_media_type_of_the_response() throws IOException {
        registry.answer(GET + "1", 200, TEXT, "Content-Type", MediaTypes.OCI_INDEX);
        PulledManifest pulled = puller.pull(APP, new Tag("1")).orElseThrow();
        assertThat(pulled.digest()).isEqualTo(Peer.digest(TEXT));
        assertThat(pulled.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(new String(pulled.content(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void a_manifest_that_does_not_exist_is_not_an_error() throws IOException {
        assertThat(puller.pull(APP, new Tag("1"))).isEmpty();
    }

    @Test
    void bytes_with_another_digest_are_refused() {
        DigestReference wanted = new DigestReference(Peer.digest("another manifest"));
        registry.answer(GET + wanted, 200, TEXT);
        assertThatThrownBy(() -> puller.pull(APP, wanted)).hasMessageContaining("but is another");
    }

    @Test
    void a_manifest_that_is_too_large_is_not_read_completely() {
        DigestReference wanted = new DigestReference(Peer.digest("x"));
        registry.answer(GET + wanted, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] bytes = new byte[64 * 1024];
            for (int sent = 0; sent < 4 * Manifest.MAX_SIZE; sent += bytes.length) {
                exchange.getResponseBody().write(bytes);
            }
        });
        assertThatThrownBy(() -> puller.pull(APP, wanted)).hasMessageContaining("but is another");
    }

    @Test
    void a_push_sends_the_bytes_unchanged() throws IOException {
        registry.answer("PUT /v2/app/manifests/1", 201, "");
        new ManifestPusher(session)
                .push(APP, new Tag("1"), MediaTypes.OCI_INDEX, TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(registry.received.getLast().body()).isEqualTo(TEXT);
    }

    @Test
    void a_refused_push_is_an_error_with_the_message_of_the_registry() {
        registry.answer(
                "PUT /v2/app/manifests/1",
                403,
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"it is a deployment's\"}]}");
        assertThatThrownBy(() -> new ManifestPusher(session).push(APP, new Tag("1"), MediaTypes.OCI_INDEX, new byte[2]))
                .hasMessageContaining("DENIED: it is a deployment's");
    }
}
