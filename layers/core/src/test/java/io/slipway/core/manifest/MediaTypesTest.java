package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stored digest keeps its first media type, because clients refuse a manifest with another type than its own. */
class MediaTypesTest {
    private static final RepositoryName FLIP = RepositoryName.parse("flip");

    private final RegistryLab lab = new RegistryLab();
    private String manifest = "";

    @BeforeEach
    void push() {
        Digest config = lab.pushBlob("flip", RegistryLab.bytes("{}"));
        manifest = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                + "\"digest\":\"" + config + "\",\"size\":2},\"layers\":[]}";
    }

    @Test
    void stored_bytes_cannot_be_pushed_again_with_dockers_media_type() {
        assertThat(lab.pushManifest("flip", "v1", manifest, MediaTypes.OCI_MANIFEST)
                        .status())
                .isEqualTo(201);
        Response second = lab.pushManifest("flip", "other", manifest, MediaTypes.DOCKER_MANIFEST);
        assertThat(second.status()).isEqualTo(400);
        assertThat(RegistryLab.text(second)).contains("MANIFEST_INVALID", "mediaType must be");
        assertThat(storedType(manifest)).contains(MediaTypes.OCI_MANIFEST);
        assertThat(lab.ports.manifests().resolve(FLIP, new Tag("other"))).isEmpty();
    }

    /** Registries before this rule accepted Docker's types without a mediaType in the body. */
    @Test
    void a_manifest_stored_with_dockers_media_type_keeps_it() {
        String old = manifest.replace("\"layers\":[]", "\"layers\":[],\"annotations\":{\"is\":\"old\"}");
        byte[] content = RegistryLab.bytes(old);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        var seen = lab.ports.manifests().view(FLIP, Optional.empty(), List.of()).repository();
        Manifest docker = new Manifest(MediaTypes.DOCKER_MANIFEST, List.of(), List.of(), Optional.empty(), "", "");
        lab.ports.manifests().push(new ManifestPush(FLIP, digest, docker, content, List.of(), seen, "test"));
        Response response = lab.pushManifest("flip", "v2", old, MediaTypes.OCI_MANIFEST);
        assertThat(response.status()).isEqualTo(400);
        assertThat(RegistryLab.text(response)).contains("the media type of a stored manifest must not change");
        assertThat(storedType(old)).contains(MediaTypes.DOCKER_MANIFEST);
    }

    private Optional<String> storedType(String content) {
        return lab.ports
                .manifests()
                .find(FLIP, Digest.of(DigestAlgorithm.SHA256, RegistryLab.bytes(content)))
                .map(stored -> stored.mediaType());
    }
}
