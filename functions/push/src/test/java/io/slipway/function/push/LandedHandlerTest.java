package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LandedHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RepositoryName APP = RepositoryName.parse("app");
    /** The blob of the event in {@code events/}; every other test has its own. */
    private static final byte[] CONTENT = {1, 2, 3};

    private EmulatedAccount account;
    private Backend backend;
    private LandedHandler handler;
    private byte[] content = {};
    private Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
    private byte blobs;

    /** The sessions of the uploads that tests distinguish. */
    private static final Map<String, String> UPLOADS = new HashMap<>();

    @BeforeEach
    void another_blob() {
        blob(new byte[] {1, 2, 4, blobs++});
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        backend = new Backend(new Environment(account.environment()));
        handler = new LandedHandler(account.environment());
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void a_landed_blob_is_linked_once_even_if_its_event_is_repeated() throws IOException {
        blob(CONTENT);
        land("first");
        handleAsItStands();
        handleAsItStands();
        assertThat(backend.blobLinks().find(APP, digest).blob().orElseThrow().size())
                .isEqualTo(content.length);
        assertThat(backend.blobLinks().linkFromSpace(RepositoryName.parse("other"), digest, Instant.EPOCH))
                .isTrue();
    }

    @Test
    void a_blob_that_was_deleted_since_stays_deleted_until_it_is_pushed_again() throws IOException {
        land("first");
        handle(key());
        delete();
        handle(key());
        assertThat(backend.blobLinks().find(APP, digest).blob()).isEmpty();
        land("second");
        handle(key());
        assertThat(backend.blobLinks().find(APP, digest).blob()).isPresent();
    }

    @Test
    void an_upload_that_was_seen_before_a_later_one_was_deleted_is_not_linked() {
        land("first");
        BlobLink seen = record();
        Landed first = landed();
        land("second");
        delete();
        backend.blobLinks().linkLanded(APP, digest, first, seen);
        assertThat(record().blob()).isEmpty();
        assertThat(blobs().find(APP, digest)).isEmpty();
    }

    @Test
    void a_deletion_that_saw_an_earlier_upload_does_not_undo_one_that_saw_a_later_upload() {
        land("first");
        BlobLink seen = record();
        Landed first = landed();
        land("second");
        delete();
        assertThat(backend.blobLinks().unlink(APP, digest, seen, List.of(first)))
                .isFalse();
        assertThat(blobs().find(APP, digest)).isEmpty();
    }

    @Test
    void a_deleted_blob_remains_hidden_when_a_push_by_another_lane_is_deleted_too() {
        land("first");
        delete();
        backend.blobLinks().link(APP, digest, new StoredBlob("blobs/default/other", content.length));
        assertThat(blobs().find(APP, digest)).isPresent();
        delete();
        assertThat(blobs().find(APP, digest)).isEmpty();
    }

    @Test
    void one_ticket_links_only_one_blob_even_if_several_land_with_it() throws IOException {
        land("first");
        handle(key());
        Digest linked = digest;
        content = new byte[] {9, 9, 9};
        digest = Digest.of(DigestAlgorithm.SHA256, content);
        land("first");
        handle(key());
        assertThat(record()).isEqualTo(BlobLink.ABSENT);
        assertThat(blobs().find(APP, digest)).as("served without a link").isEmpty();
        assertThat(blobs().find(APP, linked)).isPresent();
        land("second");
        assertThat(blobs().find(APP, digest)).isPresent();
    }

    @Test
    void a_blob_that_lands_for_a_later_space_of_a_name_is_linked_only_there() throws IOException {
        SpaceName first = new SpaceName("team");
        String key = "direct/team/app/sha256/" + digest.hex() + "/" + today().number() + ".3";
        String checksum = Base64.getEncoder().encodeToString(digest.hash());
        account.land(key, content, checksum, SessionId.next(Instant.now(), first.at(3)));
        handle(key);
        RepositoryName app = new RepositoryName(first, "app");
        assertThat(backend.blobLinks().find(app.at(3), digest).blob()).isPresent();
        assertThat(backend.blobLinks().find(app, digest).blob()).isEmpty();
        assertThat(blobs().find(app, digest)).isEmpty();
    }

    @Test
    void keys_outside_of_the_direct_lane_are_ignored() throws IOException {
        for (String key :
                new String[] {"direct/", "direct/Bad/app/sha256/x", "other", "direct/a/../sha256/" + digest.hex()}) {
            handle(key);
        }
        assertThat(backend.blobLinks().find(APP, digest).blob()).isEmpty();
    }

    private static LandingDay today() {
        return LandingDay.of(Instant.now());
    }

    private void blob(byte[] bytes) {
        content = bytes;
        digest = Digest.of(DigestAlgorithm.SHA256, bytes);
    }

    private BlobLink record() {
        return backend.blobLinks().find(APP, digest);
    }

    private Landed landed() {
        return backend.blobObjects().landed(APP, digest, today()).orElseThrow();
    }

    private Blobs blobs() {
        return backend.blobs(backend.blobObjects());
    }

    private void delete() {
        BlobLink seen = record();
        assertThat(backend.blobLinks()
                        .unlink(
                                APP,
                                digest,
                                seen,
                                backend.blobObjects().landed(APP, digest, today()).filter(seen::lets).stream()
                                        .toList()))
                .isTrue();
    }

    private void land(String upload) {
        String checksum = Base64.getEncoder().encodeToString(digest.hash());
        account.land(
                key(),
                content,
                checksum,
                UPLOADS.computeIfAbsent(upload + blobs, it -> SessionId.next(Instant.now(), SpaceName.DEFAULT)));
    }

    private String key() {
        return "direct/default/app/sha256/" + digest.hex() + "/" + today().number();
    }

    private void handle(String key) throws IOException {
        JsonNode detail = detail();
        ((ObjectNode) detail.path("object")).put("key", key);
        handle(detail);
    }

    private void handleAsItStands() throws IOException {
        handle(key());
    }

    private static JsonNode detail() throws IOException {
        Path file = Path.of(System.getProperty("slipway.root"), "events", "object-created.json");
        return JSON.readTree(file.toFile()).path("detail");
    }

    private void handle(JsonNode detail) {
        ScheduledEvent event = new ScheduledEvent();
        event.setDetail(JSON.convertValue(detail, new TypeReference<>() {}));
        handler.handleRequest(event, SilentContext.INSTANCE);
    }
}
