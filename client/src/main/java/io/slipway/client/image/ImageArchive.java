package io.slipway.client.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads an image from a tar archive, compressed or not: an OCI layout, or the output of {@code docker save}. Layers
 * of the latter are compressed reproducibly, so that the same archive has the same digest.
 */
public final class ImageArchive {
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path work;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private ImageArchive(Path work) {
        this.work = work;
    }

    /**
     * Reads an archive.
     *
     * @param work an empty folder for its parts, which the caller removes after the push
     * @param tag the tag that selects an image if an OCI layout has several
     */
    public static LocalImage read(Path archive, Path work, String tag) throws IOException {
        ImageArchive image = new ImageArchive(work);
        try {
            image.unpack(archive);
        } catch (NoSuchFileException e) {
            throw new ImageException("there is no file " + archive);
        } catch (IOException e) {
            throw new ImageException(archive + " must be a tar archive, but cannot be read as one: " + e.getMessage());
        }
        if (image.files.containsKey("index.json") && image.files.containsKey("oci-layout")) {
            return OciLayout.read(image.layout(), tag);
        }
        return image.dockerImage(archive);
    }

    /** Stores files under generated names, because the names in the archive are untrusted. */
    private void unpack(Path archive) throws IOException {
        try (InputStream in = plain(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = normal(entry.getName());
                // The library reports links as files, too.
                if (entry.isSymbolicLink()) {
                    int slash = name.lastIndexOf('/');
                    links.put(name, normal(name.substring(0, slash + 1) + entry.getLinkName()));
                } else if (entry.isLink()) {
                    links.put(name, normal(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Path file = work.resolve("part-" + files.size());
                    Files.copy(tar, file);
                    files.put(name, file);
                }
            }
        }
    }

    private static InputStream plain(Path archive) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        return isGzip(in) ? new GZIPInputStream(in) : in;
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC;
    }

    private static String normal(String name) {
        return Path.of("/").resolve(name).normalize().toString().substring(1);
    }

    private Path file(String name) throws ImageException {
        String target = normal(name);
        for (int hops = 0; hops < 8 && links.containsKey(target); hops++) {
            target = links.getOrDefault(target, target);
        }
        Path file = files.get(target);
        if (file == null) {
            throw new ImageException("the archive must have the file " + name + ", but lacks it");
        }
        return file;
    }

    private Path layout() throws IOException {
        Path layout = Files.createDirectories(work.resolve("layout"));
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            if (entry.getKey().equals("index.json") || entry.getKey().matches("blobs/sha(256|512)/[0-9a-f]+")) {
                Path target = layout.resolve(entry.getKey());
                Files.createDirectories(target.getParent());
                Files.move(entry.getValue(), target);
            }
        }
        return layout;
    }

    private LocalImage dockerImage(Path archive) throws IOException {
        if (!files.containsKey("manifest.json")) {
            throw new ImageException(archive + " must be an OCI layout or an archive of 'docker save', but is neither");
        }
        JsonNode images = JSON.readTree(file("manifest.json").toFile());
        if (images.size() != 1) {
            throw new ImageException(archive + " must have one image, but has " + images.size());
        }
        List<Content> blobs = new ArrayList<>();
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        FileContent config = FileContent.of(file(images.path(0).path("Config").asText()));
        blobs.add(config);
        manifest.set("config", descriptor(CONFIG, config));
        ArrayNode layers = manifest.putArray("layers");
        for (JsonNode layer : images.path(0).path("Layers")) {
            FileContent compressed = FileContent.of(compressed(file(layer.asText())));
            blobs.add(compressed);
            layers.add(descriptor(LAYER, compressed));
        }
        byte[] content = JSON.writeValueAsBytes(manifest);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        return new LocalImage(blobs, List.of(new LocalManifest(digest, MediaTypes.OCI_MANIFEST, content)));
    }

    /** Compresses the layer with gzip, which contains no time in Java, so that the result is always the same. */
    private Path compressed(Path layer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(layer))) {
            if (isGzip(in)) {
                return layer;
            }
            Path target = layer.resolveSibling(layer.getFileName() + ".gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target), 64 * 1024)) {
                in.transferTo(out);
            }
            return target;
        }
    }

    private static ObjectNode descriptor(String mediaType, Content content) {
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", content.digest().toString())
                .put("size", content.size());
    }
}
