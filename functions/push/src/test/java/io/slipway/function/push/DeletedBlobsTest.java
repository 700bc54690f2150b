package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A mount without a source, of blobs that are there and of blobs that were (CVE-2026-35172 at distribution). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletedBlobsTest {
    private PushLab lab;

    @BeforeAll
    void start(@TempDir Path folder) {
        lab = new PushLab(folder);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void what_a_repository_serves_is_mounted_wherever_it_was_pushed() {
        Digest blob = lab.pushBlob("base", PushLab.bytes("served"));
        assertThat(mount("first", blob)).isEqualTo(201);
        assertThat(mount("second", blob)).isEqualTo(201);
        assertThat(mount("base", blob)).isEqualTo(201);
    }

    @Test
    void what_was_deleted_everywhere_is_not() {
        Digest blob = lab.pushBlob("gone", PushLab.bytes("deleted"));
        delete("gone", blob);
        assertThat(mount("thief", blob)).isEqualTo(202);
        assertThat(mount("gone", blob)).isEqualTo(202);
        assertThat(lab.backend
                        .blobLinks()
                        .find(RepositoryName.parse("thief"), blob)
                        .blob())
                .isEmpty();
        lab.pushBlob("again", PushLab.bytes("deleted"));
        assertThat(mount("thief", blob)).isEqualTo(201);
    }

    /** The copy that was mounted is no proof of the one that was deleted: the client pushes the bytes once more. */
    @Test
    void a_deletion_by_the_repository_that_pushed_it_ends_mounts_from_there() {
        Digest blob = lab.pushBlob("origin", PushLab.bytes("mounted"));
        assertThat(mount("copy", blob)).isEqualTo(201);
        delete("origin", blob);
        assertThat(mount("later", blob)).isEqualTo(202);
        assertThat(lab.send("later", "POST", "/v2/later/blobs/uploads/?mount=" + blob + "&from=origin")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nor_is_what_a_deleted_repository_had() {
        Digest blob = lab.pushBlob("leaving", PushLab.bytes("left"));
        String manifest =
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":4}}";
        lab.pushManifest("leaving", "1", manifest, "application/vnd.oci.image.manifest.v1+json");
        RepositoryName leaving = RepositoryName.parse("leaving");
        String generation = lab.backend.deletions().begin(leaving).orElseThrow();
        while (lab.backend.deletions().clearSome(leaving, generation) > 0) {
            assertThat(mount("later", blob)).isIn(201, 202);
        }
        lab.backend.deletions().finish(leaving, generation);
        assertThat(mount("much-later", blob)).isEqualTo(202);
    }

    private int mount(String repository, Digest blob) {
        return lab.send(repository, "POST", "/v2/" + repository + "/blobs/uploads/?mount=" + blob)
                .status();
    }

    private void delete(String repository, Digest blob) {
        assertThat(lab.send(repository, "DELETE", "/v2/" + repository + "/blobs/" + blob)
                        .status())
                .isEqualTo(202);
    }
}
