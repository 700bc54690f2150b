package io.slipway.builds.instant;

import io.slipway.builds.files.LayerWriter;
import io.slipway.builds.image.Layer;
import io.slipway.builds.instant.WrittenLayers.WrittenLayer;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.BlobOutput;
import io.slipway.core.upload.UploadObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores the layers of an image in its repository: links known ones, and writes the others. */
final class LayerStore {
    private final ImageStore.Ports ports;
    private final RepositoryName repository;
    private final RepositoryView view;
    private long written;

    LayerStore(ImageStore.Ports ports, RepositoryName repository, RepositoryView view) {
        this.ports = ports;
        this.repository = repository;
        this.view = view;
    }

    /**
     * A layer in the repository.
     *
     * @param descriptor its descriptor
     * @param diff the digest of its uncompressed tar
     */
    record StoredLayer(Descriptor descriptor, Digest diff) {}

    /** Returns the total size of the written layers, in bytes. */
    long written() {
        return written;
    }

    /**
     * A layer to store.
     *
     * @param key the key under which the layer may have been recorded; empty for a layer of a base image in the same
     *     space
     */
    private record Part(Layer layer, Optional<LayerWriter> writer, String key) {}

    /** Stores the layers of an image, lowest first. Two reads if the repository has them all. */
    List<StoredLayer> store(List<Layer> layers, boolean windows) throws IOException {
        List<Part> parts = layers.stream().map(layer -> part(layer, windows)).toList();
        List<String> keys = parts.stream()
                .map(Part::key)
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
        Map<String, WrittenLayer> known =
                new HashMap<>(keys.isEmpty() ? Map.of() : ports.layers().findAll(repository.space(), keys));
        List<Digest> blobs = new ArrayList<>(
                bases(layers).map(it -> it.descriptor().digest()).toList());
        known.values().forEach(layer -> blobs.add(layer.digest()));
        view.read(blobs);
        link(layers);
        List<StoredLayer> stored = new ArrayList<>();
        for (Part part : parts) {
            stored.add(store(part, known));
        }
        return stored;
    }

    private Part part(Layer layer, boolean windows) {
        return switch (layer) {
            case Layer.Made made -> {
                LayerWriter writer = new LayerWriter(made.files(), windows);
                yield new Part(layer, Optional.of(writer), writer.key());
            }
            case Layer.Stored base ->
                new Part(
                        layer,
                        Optional.empty(),
                        isElsewhere(base) ? base.descriptor().digest().hex() : "");
        };
    }

    private StoredLayer store(Part part, Map<String, WrittenLayer> known) throws IOException {
        Optional<WrittenLayer> usable =
                Optional.ofNullable(known.get(part.key())).filter(this::isUsable);
        if (usable.isEmpty() && !part.key().isEmpty()) {
            usable = Optional.of(
                    part.layer() instanceof Layer.Stored base
                            ? copy(base)
                            : write(part.writer().orElseThrow(), part.key()));
            known.put(part.key(), usable.get());
        }
        return part.layer() instanceof Layer.Stored base
                ? new StoredLayer(base.descriptor(), base.diff())
                : usable.map(it -> new StoredLayer(
                                new Descriptor(
                                        MediaTypes.OCI_LAYER,
                                        it.digest(),
                                        it.blob().size()),
                                it.diff()))
                        .orElseThrow();
    }

    /** Returns the layers of base images, except Windows layers that only Microsoft may distribute. */
    private static Stream<Layer.Stored> bases(List<Layer> layers) {
        return layers.stream()
                .filter(Layer.Stored.class::isInstance)
                .map(Layer.Stored.class::cast)
                .filter(layer -> !MediaTypes.isForeign(layer.descriptor().mediaType()));
    }

    private boolean isElsewhere(Layer.Stored layer) {
        return !layer.repository().space().equals(repository.space())
                && !MediaTypes.isForeign(layer.descriptor().mediaType());
    }

    /** Returns whether the repository has the blob of a recorded layer, or could link it from the repository for which it was written. */
    private boolean isUsable(WrittenLayer layer) {
        if (!view.has(layer.digest())
                && ports.links().share(layer.holder(), repository, Map.of(layer.digest(), layer.blob()))) {
            view.add(List.of(layer.digest()));
        }
        return view.has(layer.digest());
    }

    /** Writes a layer; the bucket's lifecycle removes incomplete uploads of failed builds. */
    private WrittenLayer write(LayerWriter writer, String key) throws IOException {
        BlobOutput output = new BlobOutput(ports.objects(), repository, ports.session(repository.space()));
        Digest diff = writer.write(output);
        BlobOutput.Written blob = output.finish();
        written += blob.blob().size();
        return remember(key, blob.digest(), blob.blob(), diff);
    }

    private WrittenLayer remember(String key, Digest digest, StoredBlob blob, Digest diff) {
        // The repository may already have the bytes.
        StoredBlob linked =
                ports.links().linkAll(repository, Map.of(digest, blob)).getOrDefault(digest, blob);
        view.add(List.of(digest));
        WrittenLayer layer = new WrittenLayer(digest, linked, diff, repository);
        ports.layers().remember(key, layer);
        return layer;
    }

    /** Links the layers of base images in the same space that the repository does not have. */
    private void link(List<Layer> layers) throws IOException {
        Map<RepositoryName, List<Digest>> missing = new LinkedHashMap<>();
        bases(layers)
                .filter(layer ->
                        !isElsewhere(layer) && !view.has(layer.descriptor().digest()))
                .forEach(layer -> missing.computeIfAbsent(layer.repository(), it -> new ArrayList<>())
                        .add(layer.descriptor().digest()));
        for (Map.Entry<RepositoryName, List<Digest>> base : missing.entrySet()) {
            Map<Digest, BlobLink> links = ports.links().findAll(base.getKey(), base.getValue());
            Map<Digest, StoredBlob> blobs = new HashMap<>();
            for (Digest digest : base.getValue()) {
                blobs.put(
                        digest,
                        links.getOrDefault(digest, BlobLink.ABSENT).blob().orElseThrow(() -> ImageStore.gone(digest)));
            }
            if (!ports.links().share(base.getKey(), repository, blobs)) {
                throw new IOException("a layer of " + base.getKey().familiar() + " was deleted during the build");
            }
            view.add(blobs.keySet());
        }
    }

    /** Copies a layer from another space, because spaces do not share blobs. */
    private WrittenLayer copy(Layer.Stored layer) throws IOException {
        Digest digest = layer.descriptor().digest();
        StoredBlob blob =
                ports.links().find(layer.repository(), digest).blob().orElseThrow(() -> ImageStore.gone(digest));
        String key = UploadObjects.key(repository, ports.session(repository.space())) + "/" + digest.hex();
        ports.objects().copyTail(blob.key(), key);
        return remember(digest.hex(), digest, new StoredBlob(key, blob.size()), layer.diff());
    }
}
