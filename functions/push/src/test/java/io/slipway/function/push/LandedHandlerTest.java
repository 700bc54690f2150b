package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.SilentContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
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
        assertThat(backend.blobLinks().unlink(APP, DIGEST, "first")).isTrue();
        handle("object-created", "");
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isEmpty();
        land("second");
        handle("object-created", "");
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isPresent();
    }

    @Test
    void keys_that_are_none_of_the_direct_lane_are_left_alone() throws IOException {
        for (String key :
                new String[] {"direct/", "direct/Bad/app/sha256/x", "other", "direct/a/../sha256/" + DIGEST.hex()}) {
            handle("object-created", key);
        }
        assertThat(backend.blobLinks().find(APP, DIGEST).blob()).isEmpty();
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
