package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Images of FROM scratch and LABEL, in the bytes that clients written in Go send: a list that is empty is null there. */
class ImageWithoutLayersTest {
    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"config\":{\"Env\":[\"PATH=/bin\"],\"WorkingDir\":\"/\",\"Labels\":{\"team\":\"web\"}},"
                    + "\"created\":\"2026-11-01T10:00:00Z\",\"history\":[{\"created\":\"2026-11-01T10:00:00Z\","
                    + "\"created_by\":\"LABEL team=web\",\"comment\":\"buildkit.dockerfile.v0\",\"empty_layer\":true}],"
                    + "\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":null}}";

    private final RegistryLab lab = new RegistryLab();

    /** Docker 29 with the containerd image store, and buildctl: indented by two spaces. */
    @Test
    void docker_29_pushes_an_image_without_layers() {
        Digest config = lab.pushBlob("scratch", RegistryLab.bytes(CONFIG));
        String manifest = """
                {
                  "schemaVersion": 2,
                  "mediaType": "application/vnd.oci.image.manifest.v1+json",
                  "config": {
                    "mediaType": "application/vnd.oci.image.config.v1+json",
                    "digest": "%s",
                    "size": %d
                  },
                  "layers": null
                }""".formatted(config, CONFIG.length());
        assertPushed("docker", manifest, MediaTypes.OCI_MANIFEST);
    }

    /** regctl writes one line, and keeps the types that the image had. */
    @Test
    void other_clients_push_an_image_without_layers() {
        Digest config = lab.pushBlob("scratch", RegistryLab.bytes(CONFIG));
        String descriptor = "\"digest\":\"" + config + "\",\"size\":" + CONFIG.length() + "}";
        assertPushed(
                "regctl",
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\","
                        + descriptor
                        + ",\"layers\":null}",
                MediaTypes.DOCKER_MANIFEST);
        assertPushed(
                "absent",
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                        + descriptor + "}",
                MediaTypes.OCI_MANIFEST);
    }

    @Test
    void an_empty_index_may_have_null_manifests() {
        assertPushed(
                "index",
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":null}",
                MediaTypes.OCI_INDEX);
    }

    private void assertPushed(String tag, String manifest, String type) {
        var response = lab.pushManifest("scratch", tag, manifest, type);
        assertThat(response.status()).as(RegistryLab.text(response)).isEqualTo(201);
        Digest digest = Digest.parse(response.headers().getOrDefault("Docker-Content-Digest", ""));
        StoredManifest stored = lab.ports
                .manifests()
                .find(RepositoryName.parse("scratch"), digest)
                .orElseThrow();
        assertThat(new String(stored.content(), StandardCharsets.UTF_8)).isEqualTo(manifest);
        assertThat(stored.mediaType()).isEqualTo(type);
    }
}
