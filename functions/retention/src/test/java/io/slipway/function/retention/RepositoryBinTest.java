package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Visibility;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted repositories in the bin. */
class RepositoryBinTest {
    private static final RepositoryName APP = RepositoryName.parse("app");

    private RetentionLab lab;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new RetentionLab(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void a_repository_is_restored_with_its_images_tags_referrers_and_visibility() {
        Digest image = lab.push("app", "image", "1", "latest");
        Digest signature = lab.push("app", RetentionLab.referrer("signature", image));
        Digest child = lab.push("app", "child");
        lab.push("app", RetentionLab.index(child), "index");
        assertThat(lab.backend.repositories().change(APP, Visibility.PUBLIC)).isTrue();
        discard();
        assertThat(lab.hasTag("app", "1")).isFalse();
        assertThat(lab.hasManifest("app", image)).isFalse();
        assertThat(lab.backend.repositories().listPublic("", 10)).isEmpty();
        assertThat(lab.backend.repositories().find(APP).orElseThrow().binned()).isTrue();
        assertThat(entry().path("kind").asText()).isEqualTo("repository");
        assertThat(entry().path("digest").isNull()).isTrue();
        JsonNode restored = lab.send("POST", address() + "/restore", "", 200);
        assertThat(restored.path("repository").asText()).isEqualTo("app");
        assertThat(lab.hasTag("app", "1")).isTrue();
        assertThat(lab.hasTag("app", "latest")).isTrue();
        assertThat(lab.hasTag("app", "index")).isTrue();
        assertThat(lab.hasManifest("app", child)).isTrue();
        assertThat(lab.hasManifest("app", signature)).isTrue();
        assertThat(lab.backend.repositories().listPublic("", 10)).containsExactly(APP);
        assertThat(entries().isEmpty()).isTrue();
        lab.push("app", "another", "2");
    }

    @Test
    void an_image_that_was_deleted_by_itself_stays_in_the_bin_when_its_repository_is_restored() {
        Digest before = lab.push("app", "before", "1");
        lab.push("app", "image", "2");
        lab.discard("app", before);
        lab.days(1);
        discard();
        String address =
                "/api/spaces/default/bin/" + entries().path(1).path("id").asText();
        Digest after = lab.push("app", "after", "3");
        lab.days(1);
        lab.discard("app", after);
        lab.send("POST", address + "/restore", "", 200);
        assertThat(lab.hasTag("app", "2")).isTrue();
        assertThat(lab.hasTag("app", "1")).isFalse();
        assertThat(lab.hasTag("app", "3")).isFalse();
        assertThat(entries()).hasSize(2);
    }

    @Test
    void a_push_to_a_deleted_name_creates_an_empty_repository() {
        Digest image = lab.push("app", "image", "1");
        discard();
        String address = address();
        lab.push("app", "new", "2");
        assertThat(lab.hasTag("app", "1")).isFalse();
        assertThat(lab.hasManifest("app", image)).isFalse();
        assertThat(lab.backend.repositories().find(APP).orElseThrow().deleting())
                .isFalse();
        lab.days(8);
        lab.scheduled();
        assertThat(lab.hasTag("app", "2")).as("pushed since").isTrue();
        lab.send("POST", address + "/restore", "", 404);
    }

    @Test
    void an_expired_repository_is_removed_with_all_its_items() {
        lab.push("app", "image", "1");
        discard();
        lab.days(6);
        lab.scheduled();
        assertThat(lab.backend.repositories().find(APP)).isPresent();
        lab.days(2);
        lab.scheduled();
        assertThat(lab.backend.repositories().find(APP)).isEmpty();
        assertThat(lab.backend.usage().space(SpaceName.DEFAULT).bytes()).isZero();
        lab.push("app", "image", "1");
        assertThat(lab.hasTag("app", "1")).isTrue();
    }

    @Test
    void a_repository_in_the_bin_can_be_deleted_permanently() {
        lab.push("app", "image", "1");
        discard();
        lab.send("DELETE", address(), "", 204);
        assertThat(lab.backend.repositories().find(APP)).isEmpty();
        assertThat(lab.backend
                        .blobLinks()
                        .find(APP, RetentionLab.digest("layer image".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .blob())
                .isEmpty();
    }

    /** Deletes the repository as the API does. */
    private void discard() {
        BinnedRepositories marks = lab.backend.binnedRepositories();
        Bin bin = lab.backend.bin();
        BinnedRepositories.Begun begun = marks.begin(APP).orElseThrow();
        Instant until = begun.since().plus(Duration.ofDays(7));
        Bin.Stay stay = new Bin.Stay(until, Optional.of(begun.generation()));
        for (Digest digest : marks.images(APP, 100)) {
            lab.clock.advance(Duration.ofSeconds(1));
            assertThat(bin.discard(APP, bin.read(APP, digest).manifest().orElseThrow(), stay))
                    .isPresent();
        }
        assertThat(marks.discard(APP, begun, until)).isPresent();
    }

    private JsonNode entries() {
        return lab.send("GET", "/api/spaces/default/bin", "", 200).path("entries");
    }

    private JsonNode entry() {
        return entries().path(0);
    }

    private String address() {
        return "/api/spaces/default/bin/" + entry().path("id").asText();
    }
}
