package io.slipway.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.Blobs;
import io.slipway.core.digest.Digest;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.parallel.Parallel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Summarizes manifests: the children of an index for its size, and the config of an image for its platform. */
public final class Summaries {
    /** The most children of an index that are read for its size. */
    public static final int MAX_CHILDREN = 16;

    /** The largest config that is read for its platform, in bytes. */
    public static final int MAX_CONFIG = 256 * 1024;

    private final Manifests manifests;
    private final Blobs blobs;
    private final BlobBytes bytes;

    public Summaries(Manifests manifests, Blobs blobs, BlobBytes bytes) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.bytes = bytes;
    }

    /** Summarizes a manifest. One read; two more for the config of an image; one for each child of an index. */
    Optional<Summary> of(RepositoryName repository, Digest digest) {
        return manifests.find(repository, digest).map(manifest -> of(repository, manifest));
    }

    private Summary of(RepositoryName repository, StoredManifest manifest) {
        JsonNode root = json(manifest.content());
        Manifest read = ManifestReader.read(manifest.content(), manifest.mediaType());
        Map<Digest, Long> sizes = new HashMap<>();
        add(sizes, read);
        boolean complete = true;
        List<String> platforms;
        if (root.has("manifests")) {
            List<Descriptor> children = read.children();
            List<Supplier<Optional<StoredManifest>>> reads = children.stream()
                    .limit(MAX_CHILDREN)
                    .map(child -> (Supplier<Optional<StoredManifest>>) () -> manifests.find(repository, child.digest()))
                    .toList();
            List<StoredManifest> found =
                    Parallel.all(reads).stream().flatMap(Optional::stream).toList();
            found.forEach(child -> add(sizes, ManifestReader.read(child.content(), child.mediaType())));
            complete = found.size() == children.size();
            platforms = root.path("manifests")
                    .valueStream()
                    .flatMap(child -> platform(child.path("platform")).stream())
                    .distinct()
                    .toList();
        } else {
            platforms = platform(config(repository, read, root)).stream().toList();
        }
        long size = manifest.content().length
                + sizes.values().stream().mapToLong(Long::longValue).sum();
        return new Summary(manifest.digest(), manifest.mediaType(), artifactType(root), size, complete, platforms);
    }

    private static void add(Map<Digest, Long> sizes, Manifest manifest) {
        Stream.concat(manifest.blobs().stream(), manifest.children().stream())
                .forEach(it -> sizes.put(it.digest(), it.size()));
    }

    private static String artifactType(JsonNode root) {
        String stated = root.path("artifactType").asText();
        return stated.isEmpty() ? root.path("config").path("mediaType").asText() : stated;
    }

    /** Returns the config of an image. If it is missing or not JSON, the platform remains unknown. */
    private JsonNode config(RepositoryName repository, Manifest manifest, JsonNode root) {
        String type = root.path("config").path("mediaType").asText();
        if (!type.equals(MediaTypes.OCI_CONFIG) && !type.equals(MediaTypes.DOCKER_CONFIG)) {
            return MissingNode.getInstance();
        }
        Descriptor config = manifest.blobs().getFirst();
        return Optional.of(config)
                .filter(it -> it.size() > 0 && it.size() <= MAX_CONFIG)
                .flatMap(it -> blobs.find(repository, it.digest()))
                .filter(blob -> blob.size() > 0 && blob.size() <= MAX_CONFIG)
                .map(blob -> json(bytes.read(blob, 0, (int) blob.size())))
                .orElseGet(MissingNode::getInstance);
    }

    private static JsonNode json(byte[] content) {
        try {
            return JsonTree.read(content);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns the name of a platform; empty for attestations, whose platform is {@code unknown}. */
    private static Optional<String> platform(JsonNode node) {
        String os = node.path("os").asText();
        if (os.isEmpty() || os.equals("unknown")) {
            return Optional.empty();
        }
        String variant = node.path("variant").asText();
        return Optional.of(os + "/" + node.path("architecture").asText() + (variant.isEmpty() ? "" : "/" + variant));
    }
}
