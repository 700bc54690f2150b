package io.slipway.client.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.BlobChecker;
import io.slipway.client.BlobPuller;
import io.slipway.client.BlobPusher;
import io.slipway.client.ClientException;
import io.slipway.client.ManifestPuller;
import io.slipway.client.ManifestPusher;
import io.slipway.client.Progress;
import io.slipway.client.PulledManifest;
import io.slipway.client.ReferrersPuller;
import io.slipway.client.RemoteImage;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies an image from any registry, by its digests. Blobs that the target already has are skipped, so that a
 * repeated copy resumes an interrupted one.
 */
public final class ImageCopier {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Session source;
    private final RemoteRepository from;
    private final Session target;
    private final RemoteRepository to;
    private final Progress progress;
    private final Path work;
    private final Map<Digest, RemoteRepository> places;
    private final Map<Digest, Boolean> copied = new ConcurrentHashMap<>();

    /**
     * Creates a copier from one repository into another.
     *
     * @param work a folder for blobs in transfer
     */
    public ImageCopier(
            Session source, RemoteRepository from, Session target, RemoteRepository to, Progress progress, Path work) {
        this(source, from, target, to, progress, work, new ConcurrentHashMap<>());
    }

    /**
     * Creates one of several copiers.
     *
     * @param places repositories of the target by the blobs that they have, which are mounted from there
     */
    ImageCopier(
            Session source,
            RemoteRepository from,
            Session target,
            RemoteRepository to,
            Progress progress,
            Path work,
            Map<Digest, RemoteRepository> places) {
        this.source = source;
        this.from = from;
        this.target = target;
        this.to = to;
        this.progress = progress;
        this.work = work;
        this.places = places;
    }

    /**
     * Copies the image; returns its digest in the target.
     *
     * @param image the image
     * @param name its tag or digest in the target
     * @param platforms the platforms to copy, such as {@code linux/arm64}; empty for all
     * @param referrers whether signatures and other artifacts that refer to the image are copied too
     */
    public Digest copy(RemoteImage image, Reference name, List<String> platforms, boolean referrers)
            throws IOException {
        PulledManifest whole = pull(image.reference());
        PulledManifest chosen = platforms.isEmpty() ? whole : chosen(whole, platforms);
        if (name instanceof DigestReference wanted && !wanted.digest().equals(chosen.digest())) {
            throw new ClientException(
                    0, "the digest of the copy must be " + wanted.digest() + ", but was " + chosen.digest());
        }
        content(chosen, referrers);
        push(name, chosen);
        if (referrers) {
            referrers(chosen.digest());
        }
        return chosen.digest();
    }

    private PulledManifest pull(Reference reference) throws IOException {
        return new ManifestPuller(source)
                .pull(from, reference)
                .orElseThrow(() -> new ClientException(
                        404,
                        "there is no image " + from + " " + reference + " in "
                                + source.registry().host()));
    }

    private void push(Reference name, PulledManifest manifest) throws IOException {
        new ManifestPusher(target).push(to, name, manifest.mediaType(), manifest.content());
    }

    /** Returns the manifest of the chosen platform, or an index if there are several. */
    private PulledManifest chosen(PulledManifest whole, List<String> platforms) throws IOException {
        ObjectNode index = (ObjectNode) JSON.readTree(whole.content());
        if (!index.has("manifests")) {
            throw new ClientException(0, "the image has only one platform; copy it without --platform");
        }
        ArrayNode kept = JSON.createArrayNode();
        Set<String> missing = new TreeSet<>(platforms);
        Set<String> there = new TreeSet<>();
        for (JsonNode child : index.path("manifests")) {
            String platform = platform(child);
            there.add(platform);
            if (platforms.contains(platform)) {
                kept.add(child);
                missing.remove(platform);
            }
        }
        if (!missing.isEmpty()) {
            there.remove("unknown/unknown");
            throw new ClientException(
                    0,
                    "the platforms must be among " + String.join(", ", there) + ", but " + String.join(", ", missing)
                            + " is not");
        }
        if (kept.size() == 1) {
            return pull(
                    new DigestReference(Digest.parse(kept.path(0).path("digest").asText())));
        }
        index.set("manifests", kept);
        byte[] content = JSON.writeValueAsBytes(index);
        return new PulledManifest(Digest.of(DigestAlgorithm.SHA256, content), whole.mediaType(), content);
    }

    private static String platform(JsonNode child) {
        JsonNode it = child.path("platform");
        String variant = it.path("variant").asText();
        return it.path("os").asText() + "/" + it.path("architecture").asText()
                + (variant.isEmpty() ? "" : "/" + variant);
    }

    /** Copies the blobs and manifests that a manifest refers to, recursively. */
    private void content(PulledManifest manifest, boolean referrers) throws IOException {
        JsonNode json = JSON.readTree(manifest.content());
        for (JsonNode child : json.path("manifests")) {
            Digest digest = Digest.parse(child.path("digest").asText());
            if (copied.putIfAbsent(digest, true) == null) {
                PulledManifest pulled = pull(new DigestReference(digest));
                content(pulled, referrers);
                push(new DigestReference(digest), pulled);
                if (referrers) {
                    referrers(digest);
                }
            }
        }
        List<JsonNode> blobs = new ArrayList<>();
        Optional.of(json.path("config")).filter(JsonNode::isObject).ifPresent(blobs::add);
        // Layers with their own URLs are not in a registry.
        json.path("layers").forEach(layer -> {
            if (layer.path("urls").isEmpty()) {
                blobs.add(layer);
            }
        });
        BlobTransfers.run(blobs, this::blob);
    }

    private void blob(JsonNode descriptor) throws IOException {
        Digest digest = Digest.parse(descriptor.path("digest").asText());
        long size = descriptor.path("size").asLong();
        if (copied.putIfAbsent(digest, true) != null) {
            return;
        }
        progress.begins(digest, size);
        if (new BlobChecker(target).exists(to, digest)) {
            progress.done(digest, Progress.Outcome.PRESENT);
        } else if (!mounted(digest)) {
            Path file = work.resolve(digest.hex());
            new BlobPuller(source, Progress.NONE).pull(from, digest, size, file);
            new BlobPusher(target, progress).push(to, new FileContent(digest, size, file));
            Files.delete(file);
        }
        places.putIfAbsent(digest, to);
    }

    private boolean mounted(Digest digest) throws IOException {
        RemoteRepository other = places.get(digest);
        return other != null && !other.equals(to) && new BlobPusher(target, progress).mount(to, digest, other);
    }

    private void referrers(Digest digest) throws IOException {
        for (Digest referrer : new ReferrersPuller(source).pull(from, digest)) {
            if (copied.putIfAbsent(referrer, true) == null) {
                PulledManifest pulled = pull(new DigestReference(referrer));
                content(pulled, true);
                push(new DigestReference(referrer), pulled);
                referrers(referrer);
            }
        }
    }
}
