package io.slipway.client.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.client.Content;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of {@code docker save}, and of OCI layouts. */
class ImageArchiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private int reads;

    /** Writes an archive. */
    private interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private Path archive(Entries entries) throws IOException {
        Path file = folder.resolve("image.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            entries.write(tar);
        }
        return file;
    }

    private static void file(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private LocalImage read(Path archive) throws IOException {
        reads++;
        return ImageArchive.read(archive, Files.createDirectory(folder.resolve("work-" + reads)), "1.0");
    }

    private static void saved(TarArchiveOutputStream tar, String... layers) throws IOException {
        String names = "\"" + String.join("\",\"", layers) + "\"";
        file(tar, "manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[" + names + "]}]");
        file(tar, "config.json", "{\"os\":\"linux\"}");
    }

    private static String text(Content content) throws IOException {
        try (var in = new GZIPInputStream(content.open())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_archive_of_docker_save_becomes_an_image_with_compressed_layers() throws IOException {
        LocalImage image = read(archive(tar -> {
            saved(tar, "a/layer.tar", "b/layer.tar");
            file(tar, "a/layer.tar", "one");
            file(tar, "b/layer.tar", "two");
        }));
        assertThat(image.blobs()).hasSize(3);
        assertThat(image.blobs().getFirst().digest()).isEqualTo(LayoutWriter.digest("{\"os\":\"linux\"}"));
        assertThat(text(image.blobs().get(1))).isEqualTo("one");
        assertThat(text(image.blobs().get(2))).isEqualTo("two");
        JsonNode manifest = JSON.readTree(image.manifests().getFirst().content());
        assertThat(manifest.path("mediaType").asText()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(manifest.path("layers")).hasSize(2);
        assertThat(manifest.at("/layers/0/digest").asText())
                .isEqualTo(image.blobs().get(1).digest().toString());
        assertThat(manifest.at("/layers/0/mediaType").asText())
                .isEqualTo("application/vnd.oci.image.layer.v1.tar+gzip");
    }

    @Test
    void the_same_archive_has_the_same_digest_each_time_compressed_or_not() throws IOException {
        Path archive = archive(tar -> {
            saved(tar, "layer.tar");
            file(tar, "layer.tar", "layer");
        });
        Digest digest = read(archive).digest();
        assertThat(read(archive).digest()).isEqualTo(digest);
        Path compressed = folder.resolve("image.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(archive, out);
        }
        assertThat(read(compressed).digest()).isEqualTo(digest);
    }

    @Test
    void layers_that_docker_has_saved_as_links_are_read() throws IOException {
        LocalImage image = read(archive(tar -> {
            saved(tar, "b/layer.tar", "c/layer.tar");
            file(tar, "a/layer.tar", "layer");
            link(tar, "b/layer.tar", "../a/layer.tar", TarConstants.LF_SYMLINK);
            link(tar, "c/layer.tar", "a/layer.tar", TarConstants.LF_LINK);
        }));
        assertThat(text(image.blobs().get(1))).isEqualTo("layer");
        assertThat(text(image.blobs().get(2))).isEqualTo("layer");
    }

    @Test
    void names_and_links_cannot_refer_to_files_outside_of_the_archive() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path archive = archive(tar -> {
            saved(tar, "layer.tar");
            file(tar, "../../outside", "x");
            link(tar, "layer.tar", secret.toString(), TarConstants.LF_SYMLINK);
        });
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ImageException.class)
                .hasMessage("the archive must have the file layer.tar, but lacks it");
        try (var files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("secret", "image.tar", "work-1");
        }
    }

    @Test
    void a_cycle_of_links_is_refused() throws IOException {
        Path archive = archive(tar -> {
            saved(tar, "a");
            link(tar, "a", "b", TarConstants.LF_SYMLINK);
            link(tar, "b", "a", TarConstants.LF_SYMLINK);
        });
        assertThatThrownBy(() -> read(archive)).hasMessageContaining("must have the file a, but lacks it");
    }

    @Test
    void an_oci_layout_in_an_archive_is_read_unchanged() throws IOException {
        Path layout = Files.createDirectory(folder.resolve("layout"));
        LayoutWriter writer = new LayoutWriter(layout);
        Digest image = writer.image("config", "layer");
        writer.index(LayoutWriter.descriptor(MediaTypes.OCI_MANIFEST, image, "1.0"));
        LocalImage read = read(archive(tar -> {
            try (var files = Files.walk(layout)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    file(tar, layout.relativize(file).toString(), Files.readString(file));
                }
            }
        }));
        assertThat(read.digest()).isEqualTo(image);
        assertThat(read.blobs()).hasSize(2);
    }

    @Test
    void files_that_are_not_images_are_refused_with_the_requirement() throws IOException {
        assertThatThrownBy(() -> read(folder.resolve("missing"))).hasMessageContaining("there is no file");
        Path text = Files.writeString(folder.resolve("text"), "x".repeat(2_000));
        assertThatThrownBy(() -> read(text)).hasMessageContaining("must be a tar archive, but cannot be read as one");
        Path other = archive(tar -> file(tar, "readme", "x"));
        assertThatThrownBy(() -> read(other))
                .hasMessageContaining("must be an OCI layout or an archive of 'docker save', but is neither");
        Path two = archive(tar -> file(tar, "manifest.json", "[{},{}]"));
        assertThatThrownBy(() -> read(two)).hasMessageContaining("must have one image, but has 2");
    }

    @Test
    void the_first_failed_transfer_cancels_the_others() {
        IOException failure = new IOException("refused");
        assertThatThrownBy(() -> BlobTransfers.run(List.of(1, 2, 3, 4, 5, 6, 7, 8), number -> {
                    if (number == 1) {
                        throw failure;
                    }
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }))
                .isSameAs(failure);
    }
}
