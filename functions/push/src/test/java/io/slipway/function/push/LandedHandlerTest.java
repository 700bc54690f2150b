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
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final byte[] CONTENT = {1, 2, 3};
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, CONTENT);

    private EmulatedAccount account;
    private Backend backend;
    private LandedHandler handler;

    @BeforeEach
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        backend = new Backend(new Environment(account.environment()));
        handler = new LandedHandler(account.environment());
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void what_has_landed_is_linked_however_often_the_event_comes() throws IOException {
        land("first");
        handle("object-created", "");
        handle("object-created", "");
        assertThat(backend.blobLinks().find(APP, DIGEST).blob().orElseThrow().size())
                .isEqualTo(CONTENT.length);
        assertThat(backend.blobLinks().anywhereIn(APP.space(), DIGEST, Instant.EPOCH))
                .isPresent();
    }

    @Test
    void a_blob_that_was_deleted_since_stays_deleted_until_it_is_pushed_again() throws IOException {
        land("first");
        handle("object-created", "");
        delete();
        handle("object-created", "");
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isEmpty();
        land("second");
        handle("object-created", "");
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isPresent();
    }

    @Test
    void an_upload_that_was_seen_before_a_later_one_was_deleted_is_not_linked() {
        land("first");
        BlobLink seen = record();
        Landed first = landed();
        land("second");
        delete();
        backend.blobLinks().linkLanded(APP, DIGEST, first, seen);
        assertThat(record().blob()).isEmpty();
        assertThat(blobs().find(APP, DIGEST)).isEmpty();
    }

    @Test
    void a_deletion_that_saw_an_earlier_upload_does_not_undo_one_that_saw_a_later() {
        land("first");
        BlobLink seen = record();
        Landed first = landed();
        land("second");
        delete();
        assertThat(backend.blobLinks().unlink(APP, DIGEST, seen, Optional.of(first)))
                .isFalse();
        assertThat(blobs().find(APP, DIGEST)).isEmpty();
    }

    @Test
    void what_was_deleted_stays_hidden_when_a_push_by_another_lane_is_deleted_too() {
        land("first");
        delete();
        backend.blobLinks().link(APP, DIGEST, new StoredBlob("blobs/default/other", CONTENT.length));
        assertThat(blobs().find(APP, DIGEST)).isPresent();
        delete();
        assertThat(blobs().find(APP, DIGEST)).isEmpty();
    }

    @Test
    void keys_that_are_none_of_the_direct_lane_are_left_alone() throws IOException {
        for (String key :
                new String[] {"direct/", "direct/Bad/app/sha256/x", "other", "direct/a/../sha256/" + DIGEST.hex()}) {
            handle("object-created", key);
        }
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isEmpty();
    }

    private BlobLink record() {
        return backend.blobLinks().find(APP, DIGEST);
    }

    private Landed landed() {
        return backend.blobObjects().landed(APP, DIGEST).orElseThrow();
    }

    private Blobs blobs() {
        return new Blobs(backend.blobLinks(), backend.blobObjects());
    }

    private void delete() {
        BlobLink seen = record();
        assertThat(backend.blobLinks()
                        .unlink(
                                APP,
                                DIGEST,
                                seen,
                                backend.blobObjects().landed(APP, DIGEST).filter(seen::lets)))
                .isTrue();
    }

    private void land(String upload) {
        String checksum = Base64.getEncoder().encodeToString(DIGEST.hash());
        account.land("direct/default/app/sha256/" + DIGEST.hex(), CONTENT, checksum, upload);
    }

    private void handle(String name, String otherKey) throws IOException {
        Path file = Path.of(System.getProperty("slipway.root"), "events", name + ".json");
        JsonNode detail = JSON.readTree(file.toFile()).path("detail");
        if (!otherKey.isEmpty()) {
            ((ObjectNode) detail.path("object")).put("key", otherKey);
        }
        ScheduledEvent event = new ScheduledEvent();
        event.setDetail(JSON.convertValue(detail, new TypeReference<>() {}));
        handler.handleRequest(event, SilentContext.INSTANCE);
    }
}
