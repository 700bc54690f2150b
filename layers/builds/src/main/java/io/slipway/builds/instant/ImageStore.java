package io.slipway.builds.instant;

import io.slipway.builds.attest.Document;
import io.slipway.builds.files.LayerWriter;
import io.slipway.builds.image.Layer;
import io.slipway.builds.instant.WrittenLayers.WrittenLayer;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.upload.BlobOutput;
import io.slipway.core.upload.UploadObjects;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Puts an image into its repository: layers are linked where they are known, and written where they are not. */
final class ImageStore {
    private static final int ATTEMPTS = 4;

    private final Ports ports;
    private final RepositoryName repository;
    private final String pusher;
    private long written;

    /**
     * Stores in a repository.
     *
     * @param pusher the token that may set the tag
     */
    ImageStore(Ports ports, RepositoryName repository, String pusher) {
        this.ports = ports;
        this.repository = repository;
        this.pusher = pusher;
    }

    /** The ports that images are stored with. */
    record Ports(BlobLinks links, UploadObjects objects, Manifests manifests, WrittenLayers layers, Clock clock) {}

    /** Returns the size of the written layers, in bytes. */
    long written() {
        return written;
    }

    /**
     * A layer in the repository.
     *
     * @param descriptor its descriptor
     * @param diff the digest of its uncompressed tar
     */
    record StoredLayer(Descriptor descriptor, Digest diff) {}

    /** Makes a layer that the build has written, unless one with the same files is known. */
    StoredLayer make(Layer.Made layer, boolean windows) throws IOException {
        LayerWriter writer = new LayerWriter(layer.files(), windows);
        String key = writer.key();
        Optional<WrittenLayer> known = ports.layers()
                .find(repository.space(), key)
                .filter(it -> ports.links().share(it.holder(), repository, Map.of(it.digest(), it.blob())));
        WrittenLayer stored = known.isPresent() ? known.get() : write(writer, key);
        return new StoredLayer(
                new Descriptor(
                        MediaTypes.OCI_LAYER, stored.digest(), stored.blob().size()),
                stored.diff());
    }

    /** Parts that a failure leaves behind end with the lifecycle of the bucket. */
    private WrittenLayer write(LayerWriter writer, String key) throws IOException {
        BlobOutput output = new BlobOutput(ports.objects(), repository, session());
        Digest diff = writer.write(output);
        BlobOutput.Written blob = output.finish();
        written += blob.blob().size();
        WrittenLayer layer = new WrittenLayer(blob.digest(), link(blob.digest(), blob.blob()), diff, repository);
        ports.layers().remember(key, layer);
        return layer;
    }

    /** Links a stored blob; answers where the repository has its bytes, which may have them already. */
    private StoredBlob link(Digest digest, StoredBlob blob) {
        return ports.links().linkAll(repository, Map.of(digest, blob)).getOrDefault(digest, blob);
    }

    private String session() {
        return SessionId.next(ports.clock().instant());
    }

    /** Links the layers of base images. Those of another space are copied, for spaces share no blobs. */
    void link(Collection<Layer.Stored> layers) throws IOException {
        Map<RepositoryName, Map<Digest, StoredBlob>> own = new LinkedHashMap<>();
        for (Layer.Stored layer : layers) {
            if (MediaTypes.isForeign(layer.descriptor().mediaType())) {
                continue;
            }
            Digest digest = layer.descriptor().digest();
            StoredBlob blob =
                    ports.links().find(layer.repository(), digest).blob().orElseThrow(() -> gone(digest));
            if (layer.repository().space().equals(repository.space())) {
                own.computeIfAbsent(layer.repository(), it -> new LinkedHashMap<>())
                        .put(digest, blob);
            } else {
                copy(layer, blob);
            }
        }
        for (Map.Entry<RepositoryName, Map<Digest, StoredBlob>> base : own.entrySet()) {
            if (!ports.links().share(base.getKey(), repository, base.getValue())) {
                throw new IOException(
                        "a layer of " + base.getKey().familiar() + " was deleted while the image was built");
            }
        }
    }

    private static IOException gone(Digest digest) {
        return new IOException("the blob " + digest + " was deleted while the image was built");
    }

    private void copy(Layer.Stored layer, StoredBlob blob) {
        Digest digest = layer.descriptor().digest();
        Optional<WrittenLayer> known = ports.layers()
                .find(repository.space(), digest.hex())
                .filter(it -> ports.links().share(it.holder(), repository, Map.of(it.digest(), it.blob())));
        if (known.isEmpty()) {
            String key = UploadObjects.key(repository, session()) + "/" + digest.hex();
            ports.objects().copyTail(blob.key(), key);
            StoredBlob copied = link(digest, new StoredBlob(key, blob.size()));
            ports.layers().remember(digest.hex(), new WrittenLayer(digest, copied, layer.diff(), repository));
        }
    }

    /** Stores those of these small blobs that the repository does not have, all at the same time, and links them at once. */
    void store(Collection<Document> documents) throws IOException {
        Map<Digest, StoredBlob> blobs = new HashMap<>();
        ports.links()
                .findAll(repository, documents.stream().map(Document::digest).toList())
                .forEach((digest, link) -> link.blob().ifPresent(blob -> blobs.put(digest, blob)));
        Map<Digest, FutureTask<StoredBlob>> puts = new LinkedHashMap<>();
        for (Document document : documents) {
            FutureTask<StoredBlob> put = new FutureTask<>(() -> put(document));
            if (!blobs.containsKey(document.digest()) && puts.putIfAbsent(document.digest(), put) == null) {
                Thread.ofVirtual().start(put);
            }
        }
        for (Map.Entry<Digest, FutureTask<StoredBlob>> put : puts.entrySet()) {
            blobs.put(put.getKey(), await(put.getValue()));
        }
        ports.links().linkAll(repository, blobs);
    }

    private StoredBlob put(Document document) {
        String key = UploadObjects.key(repository, session()) + "/"
                + document.digest().hex();
        ports.objects().put(key, document.content(), document.content().length);
        return new StoredBlob(key, document.content().length);
    }

    private static StoredBlob await(FutureTask<StoredBlob> put) throws IOException {
        try {
            return put.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Pushes a manifest, whose blobs the repository has, with these tags. */
    void push(Document manifest, List<Tag> tags) throws IOException {
        Manifest read = ManifestReader.read(manifest.content(), manifest.mediaType());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PushView view = ports.manifests().view(repository, Optional.of(manifest.digest()), read.uses());
            for (Descriptor blob : read.blobs()) {
                if (!view.linked().contains(blob.digest())) {
                    throw gone(blob.digest());
                }
            }
            PushOutcome outcome = ports.manifests()
                    .push(new ManifestPush(
                            repository,
                            manifest.digest(),
                            read,
                            manifest.content(),
                            tags,
                            view.repository(),
                            view.linked(),
                            view.stored(),
                            false,
                            pusher));
            if (outcome.stored()) {
                return;
            }
            if (!outcome.pinned().isEmpty()) {
                throw new IOException("another build makes " + repository.familiar() + ":"
                        + outcome.pinned().getFirst() + " now");
            }
        }
        throw new IOException("other clients change " + repository.familiar() + " all the time; ask again");
    }
}
