package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Referrers of a manifest, in registries with and without an API for them. */
class ReferrersPullerTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final Digest IMAGE = Peer.digest("image");
    private static final Digest SIGNATURE = Peer.digest("signature");
    private static final String INDEX = "{\"manifests\":[{\"digest\":\"" + SIGNATURE + "\"}]}";
    private static final String API = "GET /v2/app/referrers/" + IMAGE;
    private static final String TAG = "GET /v2/app/manifests/sha256-" + IMAGE.hex();

    private final Peer registry = new Peer();
    private final Session session = registry.session();

    @AfterEach
    void stop() {
        session.close();
        registry.close();
    }

    private List<Digest> pull() throws IOException {
        return new ReferrersPuller(session).pull(APP, IMAGE);
    }

    @Test
    void a_registry_with_the_api_lists_them() throws IOException {
        registry.answer(API, 200, INDEX);
        assertThat(pull()).containsExactly(SIGNATURE);
        assertThat(registry.lines()).containsExactly(API);
    }

    @Test
    void a_registry_without_the_api_keeps_them_under_a_tag() throws IOException {
        registry.answer(TAG, 200, INDEX);
        assertThat(pull()).containsExactly(SIGNATURE);
        assertThat(registry.lines()).containsExactly(API, TAG);
    }

    @Test
    void an_image_without_referrers_has_an_empty_list() throws IOException {
        assertThat(pull()).isEmpty();
    }
}
