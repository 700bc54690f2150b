package io.slipway.core.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import org.junit.jupiter.api.Test;

/** A mount without a source, of blobs that are there and of blobs that were (CVE-2026-35172 at distribution). */
class DeletedBlobsTest {
    private final RegistryLab lab = new RegistryLab();

    @Test
    void a_served_blob_is_mounted_wherever_it_was_pushed() {
        Digest blob = lab.pushBlob("base", RegistryLab.bytes("served"));
        assertThat(mount("first", blob)).isEqualTo(201);
        assertThat(mount("second", blob)).isEqualTo(201);
        assertThat(mount("base", blob)).isEqualTo(201);
    }

    @Test
    void a_blob_that_was_deleted_everywhere_is_not_mounted() {
        Digest blob = lab.pushBlob("gone", RegistryLab.bytes("deleted"));
        delete("gone", blob);
        assertThat(mount("thief", blob)).isEqualTo(202);
        assertThat(mount("gone", blob)).isEqualTo(202);
        assertThat(lab.ports
                        .blobLinks()
                        .find(RepositoryName.parse("thief"), blob)
                        .blob())
                .isEmpty();
        lab.pushBlob("again", RegistryLab.bytes("deleted"));
        assertThat(mount("thief", blob)).isEqualTo(201);
    }

    /** The copy that was mounted is no proof of the one that was deleted: the client pushes the bytes once more. */
    @Test
    void a_deletion_by_the_repository_that_pushed_it_ends_mounts_from_there() {
        Digest blob = lab.pushBlob("origin", RegistryLab.bytes("mounted"));
        assertThat(mount("copy", blob)).isEqualTo(201);
        delete("origin", blob);
        assertThat(mount("later", blob)).isEqualTo(202);
        assertThat(lab.send("later", "POST", "/v2/later/blobs/uploads/?mount=" + blob + "&from=origin")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nor_is_what_a_deleted_repository_had() {
        Digest blob = lab.pushBlob("leaving", RegistryLab.bytes("left"));
        String manifest =
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":4}}";
        lab.pushManifest("leaving", "1", manifest, "application/vnd.oci.image.manifest.v1+json");
        RepositoryName leaving = RepositoryName.parse("leaving");
        String generation = lab.ports.deletions().begin(leaving).orElseThrow();
        while (lab.ports.deletions().clearSome(leaving, generation) > 0) {
            assertThat(mount("later", blob)).isIn(201, 202);
        }
        lab.ports.deletions().finish(leaving, generation);
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
