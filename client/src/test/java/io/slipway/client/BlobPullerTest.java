package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls blobs from a registry and from the bucket to which it redirects. */
class BlobPullerTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String CONTENT = "the bytes of a layer";
    private static final Digest DIGEST = Peer.digest(CONTENT);
    private static final String GET = "GET /v2/app/blobs/" + DIGEST;

    private final Peer registry = new Peer();
    private final Peer bucket = new Peer();
    private final Session session = registry.session();

    @TempDir
    private Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void begin() {
        target = folder.resolve("layer");
    }

    @AfterEach
    void stop() {
        session.close();
        registry.close();
        bucket.close();
    }

    private void pull(long size) throws IOException {
        new BlobPuller(session, Progress.NONE).pull(APP, DIGEST, size, target);
    }

    private void breakAfterNineBytes() {
        byte[] bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        bucket.answer("GET /object", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 9);
            exchange.getResponseBody().flush();
        });
    }

    private void redirect() {
        registry.answer(GET, 307, "", "Location", bucket.url() + "/object?signature=s");
    }

    @Test
    void a_blob_is_pulled_from_the_bucket_without_the_registrys_credentials() throws IOException {
        redirect();
        bucket.answer("GET /object", 200, CONTENT);
        pull(CONTENT.length());
        assertThat(target).hasContent(CONTENT);
        assertThat(bucket.lines()).containsExactly("GET /object?signature=s");
        assertThat(bucket.received.getFirst().authorization()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void an_interrupted_pull_is_resumed() throws IOException {
        redirect();
        breakAfterNineBytes();
        bucket.answer("GET /object", 206, CONTENT.substring(9));
        pull(CONTENT.length());
        assertThat(target).hasContent(CONTENT);
        assertThat(bucket.received).extracting(Peer.Received::range).containsExactly("", "bytes=9-");
    }

    @Test
    void a_pull_from_a_server_without_ranges_starts_again() throws IOException {
        redirect();
        breakAfterNineBytes();
        bucket.answer("GET /object", 200, CONTENT);
        pull(CONTENT.length());
        assertThat(target).hasContent(CONTENT);
    }

    @Test
    void bytes_with_another_digest_are_discarded() {
        registry.answer(GET, 200, CONTENT.replace('b', 'B'));
        assertThatThrownBy(() -> pull(CONTENT.length())).hasMessageContaining("but have another");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void no_more_bytes_are_read_than_the_descriptor_states() {
        registry.answer(GET, 200, CONTENT);
        assertThatThrownBy(() -> pull(5)).hasMessageContaining("must have the size of its descriptor");
        assertThat(target).doesNotExist();
    }

    @Test
    void a_blob_that_ends_early_is_an_error() {
        registry.answer(GET, 200, "the");
        assertThatThrownBy(() -> pull(CONTENT.length())).isInstanceOf(IOException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void the_number_of_redirects_is_limited() {
        redirect();
        bucket.answer("GET /object", 307, "", "Location", bucket.url() + "/object");
        assertThatThrownBy(() -> pull(CONTENT.length())).hasMessageContaining("HTTP 307");
        assertThat(bucket.received).hasSize(5);
    }

    @Test
    void an_error_contains_the_message_of_the_registry() {
        registry.answer(GET, 404, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\",\"message\":\"app has no such blob\"}]}");
        assertThatThrownBy(() -> pull(CONTENT.length())).hasMessageContaining("BLOB_UNKNOWN: app has no such blob");
        assertThat(registry.received).hasSize(1);
    }

    @Test
    void an_empty_blob_is_not_requested() throws IOException {
        new BlobPuller(session, Progress.NONE).pull(APP, Peer.digest(""), 0, target);
        assertThat(target).isEmptyFile();
        assertThat(registry.received).isEmpty();
    }
}
