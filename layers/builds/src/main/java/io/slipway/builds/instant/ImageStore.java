package io.slipway.builds.instant;

import io.slipway.builds.attest.Document;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.parallel.Parallel;
import io.slipway.core.upload.UploadObjects;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Pushes images to their repository. */
final class ImageStore {
    private static final int ATTEMPTS = 4;

    private final Ports ports;
    private final RepositoryName repository;
    private final String pusher;
    private final RepositoryView view;
    private final LayerStore layers;

    /**
     * Creates a store for a repository.
     *
     * @param pusher the id of the token that may set the tags
     */
    ImageStore(Ports ports, RepositoryName repository, String pusher) {
        this.ports = ports;
        this.repository = repository;
        this.pusher = pusher;
        this.view = new RepositoryView(ports.manifests(), repository);
        this.layers = new LayerStore(ports, repository, view);
    }

    record Ports(BlobLinks links, UploadObjects objects, Manifests manifests, WrittenLayers layers, Clock clock) {
        /** Returns the id of a new upload. */
        String session(SpaceName space) {
            return SessionId.next(clock.instant(), space);
        }
    }

    /**
     * A manifest with its tags.
     *
     * @param manifest its bytes
     * @param tags its tags
     */
    record TaggedDocument(Document manifest, List<Tag> tags) {}

    /** Returns the layers of images. */
    LayerStore layers() {
        return layers;
    }

    /**
     * Stores small blobs, and the manifests that refer to them and to the layers.
     *
     * @param manifests manifests in the order in which they may appear, children before their index
     */
    void publish(Collection<Document> blobs, List<TaggedDocument> manifests) throws IOException {
        put(blobs);
        Map<TaggedDocument, Manifest> read = new LinkedHashMap<>();
        for (TaggedDocument it : manifests) {
            read.put(
                    it,
                    ManifestReader.read(it.manifest().content(), it.manifest().mediaType()));
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                view.forget();
                view.read(read.values().stream()
                        .flatMap(manifest -> manifest.uses().stream())
                        .toList());
            }
            check(read.values());
            view.requireRoom();
            PushOutcome outcome = ports.manifests().pushAll(pushes(read));
            if (outcome.stored()) {
                return;
            }
            if (!outcome.pinned().isEmpty()) {
                Tag pinned = outcome.pinned().getFirst();
                throw new IOException(
                        view.state().isImmutable(repository, pinned)
                                ? repository.familiar() + ":" + pinned + " is immutable by the rules of its space"
                                : "another build is building " + repository.familiar() + ":" + pinned);
            }
        }
        throw new IOException(
                "other clients changed " + repository.familiar() + " during each attempt; request the build again");
    }

    private void check(Collection<Manifest> manifests) throws IOException {
        for (Manifest manifest : manifests) {
            for (Descriptor blob : manifest.blobs()) {
                if (!view.has(blob.digest())) {
                    throw gone(blob.digest());
                }
            }
        }
    }

    static IOException gone(Digest digest) {
        return new IOException("the blob " + digest + " was deleted during the build");
    }

    private List<ManifestPush> pushes(Map<TaggedDocument, Manifest> manifests) {
        List<ManifestPush> pushes = new ArrayList<>();
        manifests.forEach((it, manifest) -> pushes.add(new ManifestPush(
                repository,
                it.manifest().digest(),
                manifest,
                it.manifest().content(),
                it.tags(),
                view.state(),
                view.linked(manifest.uses()),
                Optional.empty(),
                false,
                pusher)));
        return pushes;
    }

    /** Stores the small blobs that the repository is not known to have in parallel, and links them in one transaction. */
    private void put(Collection<Document> documents) {
        view.read(List.of());
        Map<Digest, Document> missing = new LinkedHashMap<>();
        for (Document document : documents) {
            if (!view.has(document.digest())) {
                missing.put(document.digest(), document);
            }
        }
        List<Supplier<StoredBlob>> puts = new ArrayList<>();
        missing.values().forEach(document -> puts.add(() -> put(document)));
        List<StoredBlob> stored = Parallel.all(puts);
        Map<Digest, StoredBlob> blobs = new HashMap<>();
        List<Digest> digests = List.copyOf(missing.keySet());
        for (int i = 0; i < digests.size(); i++) {
            blobs.put(digests.get(i), stored.get(i));
        }
        ports.links().linkAll(repository, blobs);
        view.add(digests);
    }

    private StoredBlob put(Document document) {
        String key = UploadObjects.key(repository, ports.session(repository.space())) + "/"
                + document.digest().hex();
        ports.objects().put(key, document.content(), document.content().length);
        return new StoredBlob(key, document.content().length);
    }
}
