package io.slipway.core.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import org.junit.jupiter.api.Test;

/** Mounts without a source, of existing and of deleted blobs (CVE-2026-35172 in distribution). */
class DeletedBlobsTest {
    private final RegistryLab lab = new RegistryLab();

    @Test
    void a_served_blob_can_be_mounted_into_any_repository_of_its_space() {
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

    /** A mounted copy does not prove access to the deleted original: the client pushes the bytes again. */
    @Test
    void a_blob_that_its_pushing_repository_has_deleted_is_not_mounted() {
        Digest blob = lab.pushBlob("origin", RegistryLab.bytes("mounted"));
        assertThat(mount("copy", blob)).isEqualTo(201);
        delete("origin", blob);
        assertThat(mount("later", blob)).isEqualTo(202);
        assertThat(lab.send("later", "POST", "/v2/later/blobs/uploads/?mount=" + blob + "&from=origin")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_blob_of_a_deleted_repository_is_not_mounted() {
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
