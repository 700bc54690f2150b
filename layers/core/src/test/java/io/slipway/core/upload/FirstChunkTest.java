package io.slipway.core.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Uploads whose first chunk is stored without an item behave as if there were one. */
class FirstChunkTest {
    private static final RepositoryName NAME = RepositoryName.parse("app");
    private static final byte[] FIRST = "the first chunk".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = ", and the second".getBytes(StandardCharsets.UTF_8);

    private final RegistryLab lab = new RegistryLab();

    @Test
    void an_upload_finishes_with_its_first_chunk_at_the_new_url_and_at_the_first() {
        String begun = begin();
        String continued = patch(begun, FIRST);
        assertThat(finish(begun, FIRST)).isEqualTo(201);
        assertThat(finish(continued, FIRST)).as("again").isEqualTo(201);
        assertThat(pulled(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void further_chunks_are_combined_with_the_first() {
        String location = patch(patch(begin(), FIRST), SECOND);
        assertThat(range(send("GET", location, new byte[0]))).isEqualTo("0-" + (FIRST.length + SECOND.length - 1));
        location = patch(location, FIRST);
        byte[] whole = join(join(FIRST, SECOND), FIRST);
        assertThat(finish(location, whole)).isEqualTo(201);
        assertThat(pulled(whole)).isEqualTo(whole);
    }

    @Test
    void the_last_chunk_may_be_sent_with_the_finish() {
        String location = patch(begin(), FIRST);
        byte[] whole = join(FIRST, SECOND);
        assertThat(send("PUT", location + "&digest=" + digest(whole), SECOND).status())
                .isEqualTo(201);
        assertThat(pulled(whole)).isEqualTo(whole);
    }

    @Test
    void the_digest_may_be_of_another_algorithm_than_was_announced() {
        String location = patch(begin(), FIRST);
        Digest other = Digest.of(DigestAlgorithm.SHA512, FIRST);
        assertThat(send("PUT", location + "&digest=" + other, new byte[0]).status())
                .isEqualTo(201);
    }

    @Test
    void the_state_can_be_read_before_an_item_is_written() {
        String location = patch(begin(), FIRST);
        Response state = send("GET", location, new byte[0]);
        assertThat(state.status()).isEqualTo(204);
        assertThat(range(state)).isEqualTo("0-" + (FIRST.length - 1));
        assertThat(finish(location(state), FIRST)).isEqualTo(201);
    }

    @Test
    void a_cancelled_upload_accepts_nothing_more() {
        String begun = begin();
        String location = patch(begun, FIRST);
        assertThat(send("DELETE", location, new byte[0]).status()).isEqualTo(204);
        for (String address : List.of(begun, location)) {
            assertThat(send("PATCH", address, SECOND).status()).isEqualTo(404);
            assertThat(finish(address, FIRST)).isEqualTo(404);
            assertThat(send("GET", address, new byte[0]).status()).isEqualTo(404);
        }
    }

    @Test
    void a_wrong_digest_is_refused_and_the_upload_can_continue() {
        String location = patch(begin(), FIRST);
        assertThat(finish(location, SECOND)).isEqualTo(400);
        assertThat(finish(location, FIRST)).isEqualTo(201);
    }

    @Test
    void the_refusal_of_a_chunk_at_a_wrong_offset_states_the_right_one() {
        String location = patch(begin(), FIRST);
        Response refused =
                lab.send(caller(), "PATCH", location, SECOND, "", Map.of("content-range", "3-" + (2 + SECOND.length)));
        assertThat(refused.status()).isEqualTo(416);
        assertThat(range(refused)).isEqualTo("0-" + (FIRST.length - 1));
        assertThat(finish(location(refused), FIRST)).isEqualTo(201);
    }

    @Test
    void the_first_of_two_clients_wins_the_upload() {
        String begun = begin();
        String mine = patch(begun, FIRST);
        Response yours = send("PATCH", begun, SECOND);
        assertThat(yours.status()).isEqualTo(416);
        assertThat(range(yours)).isEqualTo("0-" + (FIRST.length - 1));
        assertThat(finish(begun, SECOND)).isEqualTo(400);
        assertThat(finish(mine, FIRST)).isEqualTo(201);
        assertThat(pulled(FIRST)).isEqualTo(FIRST);
        assertThat(send("PATCH", begun, SECOND).status())
                .as("the session has ended")
                .isEqualTo(404);
    }

    @Test
    void a_client_that_lost_the_response_can_repeat_the_chunk_or_read_the_state() {
        String begun = begin();
        patch(begun, FIRST);
        Response state = send("GET", begun, new byte[0]);
        assertThat(range(state)).isEqualTo("0-" + (FIRST.length - 1));
        assertThat(finish(patch(begun, FIRST), FIRST)).isEqualTo(201);
        assertThat(pulled(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void a_client_may_send_several_chunks_to_the_first_url() {
        String begun = begin();
        patch(begun, FIRST);
        Map<String, String> range = Map.of("content-range", FIRST.length + "-" + (FIRST.length + SECOND.length - 1));
        assertThat(lab.send(caller(), "PATCH", begun, SECOND, "", range).status())
                .isEqualTo(202);
        assertThat(range(send("GET", begun, new byte[0]))).isEqualTo("0-" + (FIRST.length + SECOND.length - 1));
        byte[] whole = join(FIRST, SECOND);
        assertThat(finish(begun, whole)).isEqualTo(201);
        assertThat(pulled(whole)).isEqualTo(whole);
    }

    @Test
    void an_upload_that_is_cancelled_before_its_first_chunk_accepts_none() {
        String begun = begin();
        assertThat(send("DELETE", begun, new byte[0]).status()).isEqualTo(204);
        assertThat(send("PATCH", begun, FIRST).status()).isEqualTo(404);
        assertThat(finish(begun, FIRST)).isEqualTo(404);
    }

    /** The record of the session's end is kept for longer than its first chunk could be linked again. */
    @Test
    void a_deleted_blob_does_not_reappear_when_its_upload_is_finished_again() {
        String location = patch(begin(), FIRST);
        assertThat(finish(location, FIRST)).isEqualTo(201);
        assertThat(send("DELETE", "/v2/app/blobs/" + digest(FIRST), new byte[0]).status())
                .isEqualTo(202);
        assertThat(finish(location, FIRST)).as("as after any finished upload").isEqualTo(201);
        assertThat(send("HEAD", "/v2/app/blobs/" + digest(FIRST), new byte[0]).status())
                .isEqualTo(404);
    }

    @Test
    void a_url_with_a_forged_chunk_is_refused() {
        String location = patch(begin(), FIRST);
        String forged = location.replace(digest(FIRST).hex(), digest(SECOND).hex());
        assertThat(finish(forged, SECOND)).isEqualTo(400);
        assertThat(finish(location.replaceFirst("&_first=.*", ""), FIRST)).isEqualTo(400);
        assertThat(finish(location, FIRST)).isEqualTo(201);
    }

    @Test
    void an_upload_cannot_be_kept_open_until_its_chunk_is_removed() {
        String location = patch(begin(), FIRST);
        for (int i = 0; i < 24; i++) {
            lab.clock().advance(Duration.ofMinutes(59));
            location = location(send("GET", location, new byte[0]));
        }
        lab.clock().advance(Duration.ofMinutes(30));
        assertThat(finish(location, FIRST)).isEqualTo(404);
        assertThat(send("PATCH", location, SECOND).status()).isEqualTo(404);
    }

    private String begin() {
        return location(send("POST", "/v2/app/blobs/uploads/", new byte[0]));
    }

    private String patch(String location, byte[] chunk) {
        Response response = send("PATCH", location, chunk);
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        return location(response);
    }

    private int finish(String location, byte[] whole) {
        return send("PUT", location + "&digest=" + digest(whole), new byte[0]).status();
    }

    private byte[] pulled(byte[] content) {
        return lab.ports
                .blobLinks()
                .find(NAME, digest(content))
                .blob()
                .flatMap(blob -> lab.ports.object(blob.key()))
                .orElseThrow();
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return (new String(one, StandardCharsets.UTF_8) + new String(other, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String location(Response response) {
        return response.headers().getOrDefault("Location", "");
    }

    private static String range(Response response) {
        return response.headers().getOrDefault("Range", "");
    }

    private Response send(String method, String address, byte[] body) {
        return lab.send(caller(), method, address, body, "");
    }

    private static Caller caller() {
        Access all = new Access(NAME, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        return new Caller("test", List.of(all), List.of(), Set.of());
    }
}
