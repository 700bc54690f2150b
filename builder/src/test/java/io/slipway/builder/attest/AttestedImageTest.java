package io.slipway.builder.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttestedImageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SBOM = "https://spdx.dev/Document";
    private static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> statements() {
        Map<String, byte[]> statements = new LinkedHashMap<>();
        statements.put(SBOM, bytes("{\"predicate\":1}"));
        statements.put(PROVENANCE, bytes("{\"predicate\":2}"));
        return statements;
    }

    private static LocalImage image(String config) {
        MemoryContent blob = new MemoryContent(bytes(config));
        byte[] manifest = bytes("{\"schemaVersion\":2,\"config\":{\"digest\":\"" + blob.digest() + "\"}}");
        return new LocalImage(
                List.of(blob),
                List.of(new LocalManifest(
                        Digest.of(DigestAlgorithm.SHA256, manifest), MediaTypes.OCI_MANIFEST, manifest)));
    }

    private static JsonNode index(LocalImage image) throws IOException {
        LocalManifest last = image.manifests().getLast();
        assertThat(last.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        return JSON.readTree(last.content()).path("manifests");
    }

    @Test
    void the_index_lists_the_image_with_its_platform_and_its_attestations() throws Exception {
        LocalImage image = image("{\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.20348.1\"}");
        JsonNode manifests = index(AttestedImage.of(image, statements()));
        assertThat(manifests).hasSize(2);
        assertThat(manifests.path(0).path("digest").asText())
                .isEqualTo(image.digest().toString());
        assertThat(manifests.path(0).path("platform"))
                .isEqualTo(JSON.readTree(
                        "{\"architecture\":\"amd64\",\"os\":\"windows\",\"os.version\":\"10.0.20348.1\"}"));
        // The form in which readers of BuildKit's attestations expect them.
        JsonNode attestation = manifests.path(1);
        assertThat(attestation.path("platform").path("os").asText()).isEqualTo("unknown");
        assertThat(attestation
                        .path("annotations")
                        .path("vnd.docker.reference.type")
                        .asText())
                .isEqualTo("attestation-manifest");
        assertThat(attestation
                        .path("annotations")
                        .path("vnd.docker.reference.digest")
                        .asText())
                .isEqualTo(image.digest().toString());
    }

    @Test
    void each_statement_is_a_layer_with_its_predicate_type() throws Exception {
        LocalImage attested = AttestedImage.of(image("{\"os\":\"linux\",\"architecture\":\"amd64\"}"), statements());
        LocalManifest attestation = attested.manifests().get(1);
        JsonNode layers = JSON.readTree(attestation.content()).path("layers");
        assertThat(layers)
                .extracting(layer -> layer.path("annotations")
                        .path("in-toto.io/predicate-type")
                        .asText())
                .containsExactly(SBOM, PROVENANCE);
        for (JsonNode layer : layers) {
            assertThat(attested.blobs())
                    .extracting(Content::digest)
                    .contains(Digest.parse(layer.path("digest").asText()));
        }
    }

    @Test
    void the_same_image_with_the_same_statements_gives_the_same_digest() throws Exception {
        String config = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
        assertThat(AttestedImage.of(image(config), statements()).digest())
                .isEqualTo(AttestedImage.of(image(config), statements()).digest())
                .isNotEqualTo(AttestedImage.of(image(config), Map.of()).digest());
    }

    @Test
    void an_image_whose_config_is_missing_is_refused() {
        LocalImage image = image("{}");
        assertThatThrownBy(() -> AttestedImage.of(new LocalImage(List.of(), image.manifests()), statements()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config");
    }
}
