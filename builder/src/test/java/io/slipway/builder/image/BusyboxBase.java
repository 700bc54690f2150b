package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.image.FileContent;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A base image named {@code busybox}, with this machine's static busybox, as a job would have pulled it. */
final class BusyboxBase {
    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

    private BusyboxBase() {}

    /** Returns whether this machine has a busybox. */
    static boolean isHere() {
        return Files.exists(BUSYBOX);
    }

    /** Writes the image into the folders of a job. */
    static FetchedBase in(JobFolders folders) throws IOException, InterruptedException {
        Path root = folders.work().resolve("busybox");
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        assertThat(bin.resolve("busybox").toFile().setExecutable(true, false)).isTrue();
        for (String name : List.of(
                "sh", "cat", "ls", "id", "grep", "wget", "test", "wc", "tr", "mkdir", "mount", "chroot", "sleep")) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
        }
        Path tar = folders.work().resolve("layer.tar");
        assertThat(new ProcessBuilder("tar", "-C", root.toString(), "-cf", tar.toString(), ".")
                        .start()
                        .waitFor())
                .isZero();
        LayoutFolder layout = LayoutFolder.create(folders.path(JobFolders.BASES).resolve("0"));
        ObjectNode config = LayoutFolder.JSON
                .createObjectNode()
                .put("architecture", "amd64")
                .put("os", "linux");
        var layer = FileContent.of(tar);
        config.putObject("config").putArray("Env").add("PATH=/bin");
        config.putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(layer.digest().toString());
        config.putArray("history")
                .addObject()
                .put("created", "1980-01-01T00:00:00Z")
                .put("created_by", "tar");
        Files.move(tar, layout.blob(layer.digest()));
        ObjectNode manifest =
                LayoutFolder.JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", layout.put(DockerFolder.CONFIG, config));
        manifest.putArray("layers")
                .addObject()
                .put("mediaType", DockerFolder.LAYER)
                .put("digest", layer.digest().toString())
                .put("size", layer.size());
        ObjectNode named = layout.put(MediaTypes.OCI_MANIFEST, manifest);
        layout.name(named);
        return new FetchedBase(
                "busybox", "0", layout.path(), named.path("digest").asText(), manifest, config, Optional.empty());
    }
}
