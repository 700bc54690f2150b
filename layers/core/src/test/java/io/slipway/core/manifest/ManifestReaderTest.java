package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final String HEX = "a".repeat(64);
    private static final String CONFIG =
            "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:" + HEX + "\",\"size\":2}";

    @Test
    void an_image_needs_its_config_and_its_layers() {
        Manifest manifest = read(image("\"layers\":[" + layer("application/vnd.oci.image.layer.v1.tar", "b") + "]"));
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(hexes(manifest)).containsExactly(HEX, "b".repeat(64));
        assertThat(manifest.subject()).isEmpty();
    }

    @Test
    void foreign_layers_are_not_needed() {
        String foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        assertThat(hexes(read(image("\"layers\":[" + layer(foreign, "b") + "]"))))
                .containsExactly(HEX);
    }

    @Test
    void an_index_needs_nothing() {
        String child = layer(MediaTypes.OCI_MANIFEST, "c");
        Manifest manifest = read(
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + child + "]}");
        assertThat(manifest.blobs()).isEmpty();
    }

    @Test
    void the_artifact_type_falls_back_to_that_of_the_config() {
        assertThat(read(image("\"layers\":[]")).artifactType()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(read(image("\"layers\":[],\"artifactType\":\"a/b\"")).artifactType())
                .isEqualTo("a/b");
    }

    @Test
    void a_subject_is_read() {
        Manifest manifest = read(image("\"layers\":[],\"subject\":" + layer(MediaTypes.OCI_MANIFEST, "d")));
        assertThat(manifest.subject().orElseThrow().digest().hex()).isEqualTo("d".repeat(64));
    }

    @Test
    void without_a_content_type_the_media_type_in_the_manifest_counts() {
        assertThat(ManifestReader.read(bytes(image("\"layers\":[]")), "").mediaType())
                .isEqualTo(MediaTypes.OCI_MANIFEST);
    }

    @Test
    void a_content_type_that_contradicts_the_media_type_is_refused() {
        assertRefused(bytes(image("\"layers\":[]")), MediaTypes.DOCKER_MANIFEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/vnd.oci.image.config.v1+json"})
    void a_content_type_that_is_not_a_manifests_is_refused(String contentType) {
        assertRefused(bytes("{\"schemaVersion\":2,\"config\":" + CONFIG + ",\"layers\":[]}"), contentType);
    }

    @Test
    void docker_schema_1_is_refused_by_name() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ManifestReader.read(
                        bytes("{\"schemaVersion\":1}"), "application/vnd.docker.distribution.manifest.v1+prettyjws"))
                .withMessageContaining("schema 1")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{\"schemaVersion\":2,\"schemaVersion\":2}",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":2,\"config\":null,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":1,\"digest\":2,\"size\":\"3\"},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a\",\"digest\":\"sha256:x\",\"size\":3},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a\",\"digest\":\"md5:00\",\"size\":3},\"layers\":[]}",
                "{\"schemaVersion\":2,\"layers\":{}}",
                "{\"schemaVersion\":\"two\",\"layers\":[]}"
            })
    void content_that_is_not_a_manifest_is_refused(String text) {
        assertRefused(bytes(text), MediaTypes.OCI_MANIFEST);
    }

    /** The form that BuildKit 0.34 writes for a Dockerfile of FROM scratch and LABEL, and that Docker 29 sends. */
    @Test
    void an_image_without_layers_may_have_null_layers() {
        Manifest manifest = read("{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"" + MediaTypes.OCI_MANIFEST
                + "\",\n  \"config\": " + CONFIG + ",\n  \"layers\": null\n}");
        assertThat(hexes(manifest)).containsExactly(HEX);
    }

    @Test
    void lists_that_are_null_or_absent_are_empty() {
        assertThat(hexes(read(image("\"manifests\":null")))).containsExactly(HEX);
        for (String rest : List.of("", ",\"manifests\":null", ",\"manifests\":[],\"config\":null,\"layers\":null")) {
            assertThat(ManifestReader.read(bytes("{\"schemaVersion\":2" + rest + "}"), MediaTypes.OCI_INDEX)
                            .blobs())
                    .isEmpty();
        }
    }

    @Test
    void docker_manifests_name_their_own_type() {
        for (String type : List.of(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> ManifestReader.read(
                            bytes("{\"schemaVersion\":2,\"config\":" + CONFIG + ",\"layers\":[]}"), type))
                    .withMessageContaining("mediaType must be " + type + ", but is missing");
        }
    }

    @Test
    void errors_say_what_must_be_and_what_was() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> read(image("\"layers\":[]").replace("\"schemaVersion\":2", "\"schemaVersion\":3")))
                .withMessage("schemaVersion must be 2, but was 3");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> read(image("\"layers\":{}")))
                .withMessage("layers must be a list of descriptors, but was an object");
    }

    @Test
    void a_size_must_be_a_whole_number_of_at_least_0() {
        for (String size : List.of("-1", "1.5", "1e400", "99999999999999999999")) {
            assertRefused(
                    bytes(image("\"layers\":[]").replace("\"size\":2", "\"size\":" + size)), MediaTypes.OCI_MANIFEST);
        }
    }

    @Test
    void the_number_of_descriptors_is_bounded() {
        String layer = layer("a/b", "b");
        String most = String.join(",", Collections.nCopies(Manifest.MAX_DESCRIPTORS, layer));
        assertThat(read(image("\"layers\":[" + most + "]")).blobs()).hasSize(Manifest.MAX_DESCRIPTORS + 1);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> read(image("\"layers\":[" + most + "," + layer + "]")))
                .withMessage("layers must have at most 10000 descriptors, but has 10001");
    }

    @Test
    void deep_nesting_is_refused() {
        assertRefused(
                bytes(image("\"layers\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000))),
                MediaTypes.OCI_MANIFEST);
    }

    @Test
    void only_utf_8_is_read() {
        assertRefused(image("\"layers\":[]").getBytes(StandardCharsets.UTF_16), MediaTypes.OCI_MANIFEST);
        assertRefused(new byte[] {'{', '"', (byte) 0xc3, '"', '}'}, MediaTypes.OCI_MANIFEST);
    }

    @Test
    void annotations_are_strings() {
        assertThat(read(image("\"layers\":[],\"annotations\":{\"a\":\"b\"}")).annotations())
                .isEqualTo("{\"a\":\"b\"}");
        assertRefused(bytes(image("\"layers\":[],\"annotations\":{\"a\":1}")), MediaTypes.OCI_MANIFEST);
    }

    private static void assertRefused(byte[] content, String contentType) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ManifestReader.read(content, contentType))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    private static Manifest read(String text) {
        return ManifestReader.read(bytes(text), "");
    }

    private static List<String> hexes(Manifest manifest) {
        return manifest.blobs().stream().map(blob -> blob.digest().hex()).toList();
    }

    private static String image(String rest) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + CONFIG + ","
                + rest + "}";
    }

    private static String layer(String mediaType, String digit) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"sha256:" + digit.repeat(64) + "\",\"size\":3}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
