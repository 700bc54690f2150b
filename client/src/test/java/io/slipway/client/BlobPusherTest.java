package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes blobs to a registry that sometimes misbehaves. */
class BlobPusherTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String TEXT = "the bytes of a layer";
    private static final Digest DIGEST = Peer.digest(TEXT);
    private static final String HEAD = "HEAD /v2/app/blobs/" + DIGEST;
    private static final String POST = "POST /v2/app/blobs/uploads/";
    private static final String PUT = "PUT /upload";
    private static final String PUT_LINE =
            "PUT /upload?_state=t&digest=" + URLEncoder.encode(DIGEST.toString(), StandardCharsets.UTF_8);
    private static final String POST_LINE = POST + "?digest-algorithm=sha256";

    private final Peer registry = new Peer();
    private final Session session = registry.session();
    private final List<Progress.Outcome> outcomes = new ArrayList<>();

    @AfterEach
    void stop() {
        session.close();
        registry.close();
    }

    private void push() throws IOException {
        new BlobPusher(session, progress()).push(APP, content());
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void begins(Digest digest, long size) {}

            @Override
            public void moved(Digest digest, long bytes) {}

            @Override
            public void done(Digest digest, Outcome outcome) {
                outcomes.add(outcome);
            }
        };
    }

    private static Content content() {
        return new Content() {
            @Override
            public Digest digest() {
                return DIGEST;
            }

            @Override
            public long size() {
                return TEXT.length();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private Peer opens() {
        return registry.answer(POST, 202, "", "Location", "/upload?_state=t");
    }

    @Test
    void a_blob_is_sent_by_one_put_with_its_digest() throws IOException {
        opens().answer(PUT, 201, "");
        push();
        assertThat(registry.lines()).containsExactly(HEAD, POST_LINE, PUT_LINE);
        assertThat(registry.received.getLast().body()).isEqualTo(TEXT);
        assertThat(registry.received.getLast().authorization()).isEqualTo("Bearer bearer-1");
        assertThat(outcomes).containsExactly(Progress.Outcome.TRANSFERRED);
    }

    @Test
    void a_blob_that_the_repository_has_is_not_sent() throws IOException {
        registry.answer(HEAD, 200, "");
        push();
        assertThat(registry.lines()).containsExactly(HEAD);
        assertThat(outcomes).containsExactly(Progress.Outcome.PRESENT);
    }

    @Test
    void an_interrupted_upload_is_repeated_in_a_new_session() throws IOException {
        opens().answer(PUT, 500, "").answer(PUT, 201, "");
        push();
        assertThat(registry.lines()).containsExactly(HEAD, POST_LINE, PUT_LINE, HEAD, POST_LINE, PUT_LINE);
    }

    @Test
    void a_blob_that_arrived_is_not_sent_again_if_the_response_was_lost() throws IOException {
        registry.answer(HEAD, 404, "").answer(HEAD, 200, "");
        opens().answer(PUT, 500, "");
        push();
        assertThat(registry.lines()).containsExactly(HEAD, POST_LINE, PUT_LINE, HEAD);
        assertThat(outcomes).containsExactly(Progress.Outcome.TRANSFERRED);
    }

    /** The URL of an upload expires with the bearer token with which it was begun. */
    @Test
    void an_expired_session_is_replaced_by_a_new_one() throws IOException {
        opens().answer(PUT, 404, "").answer(PUT, 201, "");
        push();
        assertThat(registry.lines()).hasSize(6);
    }

    @Test
    void an_upload_to_an_unknown_repository_is_not_retried() {
        registry.answer(POST, 404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"there is no space a\"}]}");
        assertThatThrownBy(this::push).hasMessageContaining("NAME_UNKNOWN: there is no space a");
        assertThat(registry.lines()).containsExactly(HEAD, POST_LINE);
    }

    @Test
    void a_refused_blob_is_not_sent_again() {
        opens().answer(PUT, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"it is another\"}]}");
        assertThatThrownBy(this::push).hasMessageContaining("DIGEST_INVALID: it is another");
        assertThat(registry.lines()).containsExactly(HEAD, POST_LINE, PUT_LINE);
    }

    @Test
    void the_number_of_attempts_is_limited() {
        opens().answer(PUT, 500, "");
        assertThatThrownBy(this::push).isInstanceOf(ClientException.class);
        assertThat(registry.lines()).filteredOn(line -> line.startsWith("PUT")).hasSize(4);
    }

    @Test
    void bytes_and_credentials_are_not_sent_to_another_host() {
        try (Peer other = new Peer()) {
            registry.answer(POST, 202, "", "Location", other.url() + "/upload?_state=t");
            assertThatThrownBy(this::push).hasMessageContaining("on its own host");
            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void a_session_without_a_location_is_an_error() {
        registry.answer(POST, 202, "");
        assertThatThrownBy(this::push).hasMessageContaining("must have a Location");
    }

    @Test
    void a_mount_returns_whether_the_repository_has_the_blob() throws IOException {
        registry.answer(POST, 201, "").answer(POST, 202, "");
        BlobPusher pusher = new BlobPusher(session, progress());
        RemoteRepository base = new RemoteRepository("base");
        assertThat(pusher.mount(APP, DIGEST, base)).isTrue();
        assertThat(pusher.mount(APP, DIGEST, base)).isFalse();
        assertThat(registry.lines()).containsOnly(POST + "?mount=" + DIGEST + "&from=base");
        assertThat(outcomes).containsExactly(Progress.Outcome.PRESENT);
    }
}
