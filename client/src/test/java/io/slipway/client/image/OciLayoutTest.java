package io.slipway.client.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.client.Content;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in the image specification's layout, valid and broken ones. */
class OciLayoutTest {
    @TempDir
    private Path folder;

    private LayoutWriter layout = new LayoutWriter(Path.of(""));

    @BeforeEach
    void begin() {
        layout = new LayoutWriter(folder);
    }

    private LocalImage read(String tag) throws IOException {
        return OciLayout.read(folder, tag);
    }

    @Test
    void an_image_is_read_with_its_blobs_and_its_manifest() throws IOException {
        Digest image = layout.image("config", "layer");
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, image, ""));
        LocalImage read = read("1.0");
        assertThat(read.digest()).isEqualTo(image);
        assertThat(read.manifests()).hasSize(1);
        assertThat(read.blobs())
                .extracting(Content::digest)
                .containsExactly(LayoutWriter.digest("config"), LayoutWriter.digest("layer"));
        try (var in = read.blobs().getLast().open()) {
            assertThat(in.readAllBytes()).asString().isEqualTo("layer");
        }
    }

    @Test
    void one_of_several_images_is_selected_by_tag() throws IOException {
        Digest one = layout.image("config", "one");
        Digest two = layout.image("config", "two");
        layout.index(
                LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, one, "1.0"),
                LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, two, "2.0"));
        assertThat(read("2.0").digest()).isEqualTo(two);
        assertThatThrownBy(() -> read("3.0"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("must have one image, or one with the tag 3.0, but has 2 others");
    }

    @Test
    void the_images_of_an_index_precede_it() throws IOException {
        Digest here = layout.image("config", "layer");
        Digest missing = LayoutWriter.digest("another platform");
        Digest index = layout.blob("{\"schemaVersion\":2,\"manifests\":["
                + LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, here, "") + ","
                + LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, missing, "") + "]}");
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_INDEX, index, ""));
        assertThat(read("").manifests())
                .extracting(LocalImage.LocalManifest::digest)
                .containsExactly(here, index);
    }

    @Test
    void a_layer_missing_from_the_layout_must_be_in_the_registry() throws IOException {
        Digest image = layout.image("config", "layer");
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, image, ""));
        Files.delete(layout.file(LayoutWriter.digest("layer")));
        assertThat(read("").blobs()).extracting(Content::digest).containsExactly(LayoutWriter.digest("config"));
    }

    @Test
    void a_folder_without_an_index_is_refused() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("must be an OCI layout, but has no index.json");
    }

    @Test
    void a_layout_without_the_manifest_in_its_index_is_refused() throws IOException {
        Digest missing = LayoutWriter.digest("missing");
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, missing, ""));
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(ImageException.class)
                .hasMessage("the layout must have the manifest " + missing + ", but lacks it");
    }

    @Test
    void a_malformed_digest_is_refused_and_not_used_as_a_path() throws IOException {
        layout.index("{\"mediaType\":\"a/b\",\"digest\":\"sha256:../../etc/passwd\"}");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("the layout must have valid digests, but has ");
    }

    @Test
    void indexes_can_be_nested_at_most_four_deep() throws IOException {
        Digest digest = layout.image("config", "layer");
        for (int depth = 0; depth < 5; depth++) {
            digest = layout.blob("{\"schemaVersion\":2,\"manifests\":["
                    + LayoutWriter.descriptor(MediaTypes.OCI_INDEX, digest, "") + "]}");
        }
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_INDEX, digest, ""));
        assertThatThrownBy(() -> read("")).hasMessage("indexes must be nested at most 4 deep, but are deeper");
    }

    @Test
    void a_manifest_of_more_than_four_megabytes_is_refused() throws IOException {
        Digest large = layout.blob("{\"x\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}");
        layout.index(LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, large, ""));
        assertThatThrownBy(() -> read("")).hasMessageContaining("must have at most 4194304 bytes, but has more");
    }
}
