package io.slipway.bench.builds;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes the packages and base images for the measurements, of random bytes, which cannot be compressed. */
final class Samples {
    private static final int MEGABYTE = 1_000_000;

    private final Path folder;
    private final Random random = new Random(16);

    Samples(Path folder) {
        this.folder = folder;
    }

    private void noise(OutputStream out, long size) throws IOException {
        byte[] block = new byte[64 * 1024];
        for (long left = size; left > 0; left -= block.length) {
            random.nextBytes(block);
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    /**
     * Writes a Source Docker Image with files that no feature touches, and three that structured variables change.
     *
     * @param base the base image
     * @param run a command for a RUN line, or an empty text
     * @param files the number of files
     * @param size the size of each, in bytes
     */
    Path sdi(String id, String base, String run, int files, int size) throws IOException {
        Path file = folder.resolve(id + ".1.0.0.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(1);
            text(
                    zip,
                    "Dockerfile",
                    "ARG BASE\nFROM $BASE\n" + (run.isEmpty() ? "" : "RUN " + run + "\n") + "COPY . /srv\n");
            text(
                    zip,
                    "sdi.yaml",
                    "build:\n  baseImages: { BASE: \"" + base
                            + "\" }\nfeatures:\n  structuredVariables: [\"appsettings*.json\"]\n");
            for (String name : List.of("", ".Api", ".Web")) {
                text(zip, "appsettings" + name + ".json", "{ \"Database\": { \"Host\": \"localhost\" } }\n");
            }
            for (int i = 0; i < files; i++) {
                zip.putNextEntry(new ZipEntry(String.format(Locale.ROOT, "lib/%05d.dll", i)));
                noise(zip, size);
            }
        }
        return file;
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an image with this many layers of random bytes, the first of which also has these programs, as an OCI layout. */
    Path image(String name, int layers, int megabytes, List<Path> programs) throws IOException {
        Path layout = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(layout.resolve("blobs/sha256"));
        List<String> descriptors = new ArrayList<>();
        List<String> diffs = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                noise(content, (long) megabytes * MEGABYTE);
                entry(tar, "opt/layer" + i + "/noise", content.toByteArray());
                for (Path program : i == 0 ? programs : List.<Path>of()) {
                    entry(tar, "bin/" + program.getFileName(), Files.readAllBytes(program));
                }
            }
            descriptors.add(blob(layout, bytes.toByteArray(), "application/vnd.oci.image.layer.v1.tar"));
            diffs.add("\"" + Digest.of(DigestAlgorithm.SHA256, bytes.toByteArray()) + "\"");
        }
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + String.join(",", diffs) + "]}}";
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                        + blob(
                                layout,
                                config.getBytes(StandardCharsets.UTF_8),
                                "application/vnd.oci.image.config.v1+json")
                        + ",\"layers\":[" + String.join(",", descriptors) + "]}";
        String described =
                blob(layout, manifest.getBytes(StandardCharsets.UTF_8), "application/vnd.oci.image.manifest.v1+json");
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + described + "]}");
        return layout;
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(0100755);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static String blob(Path layout, byte[] content, String type) throws IOException {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        Files.write(layout.resolve("blobs/sha256").resolve(digest.hex()), content);
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + content.length + "}";
    }
}
