package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.json.JsonTree;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the manifests and configurations of base images, and caches them by their digests. A stale entry does no
 * harm: each request resolves the name of its base image again, and layers of a deleted image cannot be linked.
 */
public final class StoredImages {
    /** The maximum size of the documents that are kept, in bytes: 8 MiB. */
    private static final long MAX_KEPT = 8L << 20;

    /** The maximum size of a cached document, in bytes: 256 KiB. */
    private static final int MAX_DOCUMENT = 256 << 10;

    private final Manifests manifests;
    private final BlobLinks links;
    private final BlobBytes bytes;
    private final Recent<Named> recent = new Recent<>(MAX_KEPT, MAX_DOCUMENT);

    private record Named(RepositoryName repository, Digest digest) {}

    public StoredImages(Manifests manifests, BlobLinks links, BlobBytes bytes) {
        this.manifests = manifests;
        this.links = links;
        this.bytes = bytes;
    }

    /** Reads the manifest of a base image, or of one of its platforms. */
    JsonNode manifest(BaseImage image, Digest digest) throws IOException {
        Named name = new Named(image.repository(), digest);
        Optional<byte[]> known = recent.find(name);
        if (known.isPresent()) {
            return JsonTree.read(known.get());
        }
        byte[] content = manifests
                .find(image.repository(), digest)
                .orElseThrow(() -> new IOException("the base image " + image.named() + " lacks the manifest " + digest))
                .content();
        recent.keep(name, content);
        return JsonTree.read(content);
    }

    /** Reads the configuration of an image, after a check that all its blobs exist. */
    ObjectNode config(BaseImage image, Descriptor config, List<Descriptor> layers) throws IOException {
        Named name = new Named(image.repository(), config.digest());
        Optional<byte[]> known = recent.find(name);
        if (known.isPresent()) {
            return object(known.get(), image);
        }
        List<Descriptor> all = new ArrayList<>(layers);
        all.add(config);
        StoredBlob blob =
                Optional.ofNullable(blobs(image, all).get(config.digest())).orElseThrow();
        if (blob.size() > Manifest.MAX_SIZE) {
            throw notAnObject(image);
        }
        byte[] content = bytes.read(blob, 0, Math.toIntExact(blob.size()));
        recent.keep(name, content);
        return object(content, image);
    }

    private static ObjectNode object(byte[] content, BaseImage image) throws IOException {
        if (JsonTree.read(content) instanceof ObjectNode json) {
            return json;
        }
        throw notAnObject(image);
    }

    private static IOException notAnObject(BaseImage image) {
        return new IOException("the configuration of the base image " + image.named() + " must be a JSON object");
    }

    /** Finds the blobs of an image, except Windows layers that only Microsoft may distribute. */
    Map<Digest, StoredBlob> blobs(BaseImage image, List<Descriptor> descriptors) throws IOException {
        List<Digest> needed = descriptors.stream()
                .filter(blob -> !MediaTypes.isForeign(blob.mediaType()))
                .map(Descriptor::digest)
                .toList();
        Map<Digest, StoredBlob> blobs = new HashMap<>();
        Map<Digest, BlobLink> known = links.findAll(image.repository(), needed);
        for (Digest digest : needed) {
            blobs.put(
                    digest,
                    Optional.ofNullable(known.get(digest))
                            .flatMap(BlobLink::blob)
                            .orElseThrow(() ->
                                    new IOException("the base image " + image.named() + " lacks the blob " + digest)));
        }
        return blobs;
    }
}
