package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pulls the referrers of a manifest from registries with and without the referrers API. */
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
    void referrers_are_read_from_the_api_if_the_registry_has_it() throws IOException {
        registry.answer(API, 200, INDEX);
        assertThat(pull()).containsExactly(SIGNATURE);
        assertThat(registry.lines()).containsExactly(API);
    }

    @Test
    void referrers_are_read_from_the_fallback_tag_if_the_registry_does_not_have_the_api() throws IOException {
        registry.answer(TAG, 200, INDEX);
        assertThat(pull()).containsExactly(SIGNATURE);
        assertThat(registry.lines()).containsExactly(API, TAG);
    }

    @Test
    void the_list_is_empty_for_an_image_without_referrers() throws IOException {
        assertThat(pull()).isEmpty();
    }
}
