package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.image.Base;
import io.slipway.builds.image.Bases;
import io.slipway.builds.image.Layer;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.parallel.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Finds the base images of a build in this registry. */
final class RegistryBases implements Bases {
    private final StoredImages stored;
    private final BlobBytes bytes;
    private final Optional<ArchiveIndexer> indexer;
    private final Map<String, BaseImage> images;
    private final Map<Digest, FileTree> trees = new HashMap<>();
    private final Map<Digest, StoredBlob> blobs = new HashMap<>();

    /**
     * Creates a lookup.
     *
     * @param bytes reads the bytes of their layers
     * @param indexer indexes their layers; empty if files are not needed
     * @param images the images by their names in the Dockerfile
     */
    RegistryBases(
            StoredImages stored, BlobBytes bytes, Optional<ArchiveIndexer> indexer, Map<String, BaseImage> images) {
        this.stored = stored;
        this.bytes = bytes;
        this.indexer = indexer;
        this.images = Map.copyOf(images);
    }

    @Override
    public Optional<Base> find(String name, Platform platform) throws IOException, PlatformException {
        BaseImage image = images.get(name);
        return image == null ? Optional.empty() : Optional.of(base(image, platform));
    }

    /** Returns the total size of those layers of these images, for all platforms, that have no index, in bytes. */
    long unknown(List<BaseImage> bases, Predicate<Digest> known) {
        Map<Digest, Long> layers = new HashMap<>();
        for (BaseImage image : bases) {
            try {
                JsonNode manifest = stored.manifest(image, image.digest());
                List<JsonNode> all = new ArrayList<>(List.of(manifest));
                for (JsonNode child : manifest.path("manifests")) {
                    if (Platform.of(child.path("platform")).isPresent()) {
                        all.add(stored.manifest(
                                image, Digest.parse(child.path("digest").asText())));
                    }
                }
                all.forEach(it -> it.path("layers").forEach(layer -> {
                    Descriptor descriptor = descriptor(layer);
                    layers.put(descriptor.digest(), descriptor.size());
                }));
            } catch (IOException e) {
                // The build itself reports a missing image.
            }
        }
        return layers.entrySet().stream()
                .filter(layer -> layer.getValue() > InstantEngine.LITTLE && !known.test(layer.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Base base(BaseImage image, Platform platform) throws IOException, PlatformException {
        JsonNode manifest = stored.manifest(image, image.digest());
        if (manifest.has("manifests")) {
            manifest = stored.manifest(image, choose(manifest, platform, image));
        }
        Descriptor config = descriptor(manifest.path("config"));
        List<Descriptor> descriptors = new ArrayList<>();
        manifest.path("layers").forEach(layer -> descriptors.add(descriptor(layer)));
        ObjectNode json = stored.config(image, config, descriptors);
        // Some tools build images without a platform.
        Platform actual = Platform.of(json).orElse(platform);
        if (!platform.takes(actual)) {
            throw lacking(image, platform, List.of(actual));
        }
        List<Layer.Stored> layers = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            String diff = json.path("rootfs").path("diff_ids").path(i).asText();
            layers.add(new Layer.Stored(image.repository(), descriptors.get(i), Digest.parse(diff)));
        }
        return new Base(json, layers, actual, () -> tree(image, config.digest(), descriptors, actual));
    }

    private static Digest choose(JsonNode index, Platform platform, BaseImage image) throws PlatformException {
        Map<Platform, Digest> there = new LinkedHashMap<>();
        for (JsonNode child : index.path("manifests")) {
            Optional<Platform> its = Platform.of(child.path("platform"));
            if (its.isPresent()) {
                there.putIfAbsent(its.get(), Digest.parse(child.path("digest").asText()));
            }
        }
        Digest exact = there.get(platform);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<Platform, Digest> child : there.entrySet()) {
            if (platform.takes(child.getKey())) {
                return child.getValue();
            }
        }
        throw lacking(image, platform, List.copyOf(there.keySet()));
    }

    private static PlatformException lacking(BaseImage image, Platform platform, List<Platform> there) {
        return new PlatformException("the base image " + image.named() + " has no " + platform + "; it has "
                + String.join(", ", there.stream().map(Platform::toString).toList()));
    }

    private static Descriptor descriptor(JsonNode node) {
        return new Descriptor(
                node.path("mediaType").asText(),
                Digest.parse(node.path("digest").asText()),
                node.path("size").asLong());
    }

    private FileTree tree(BaseImage image, Digest config, List<Descriptor> layers, Platform platform)
            throws IOException {
        FileTree known = trees.get(config);
        if (known == null) {
            List<Descriptor> readable = layers.stream()
                    .filter(layer -> !MediaTypes.isForeign(layer.mediaType()))
                    .toList();
            LayerTree tree = new LayerTree(platform.isWindows());
            List<LayerIndex> indexes = indexes(image, readable);
            for (int i = 0; i < readable.size(); i++) {
                Digest digest = readable.get(i).digest();
                tree.apply(
                        indexes.get(i),
                        (numbers, reader) -> BlobSources.ofLayer(bytes, blob(image, digest, layers))
                                .read(numbers, reader));
            }
            known = tree.tree();
            trees.put(config, known);
        }
        return known.copy();
    }

    /** Reads the indexes of layers in parallel; layers without one are indexed one after another. */
    private List<LayerIndex> indexes(BaseImage image, List<Descriptor> layers) throws IOException {
        ArchiveIndexer known = indexer.orElseThrow();
        List<Supplier<Optional<byte[]>>> finds = new ArrayList<>();
        layers.forEach(layer -> finds.add(() -> known.known(ArchiveIndexer.layerName(layer.digest()))));
        List<Optional<byte[]>> found = Parallel.all(finds);
        List<LayerIndex> indexes = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Digest digest = layers.get(i).digest();
            indexes.add(
                    found.get(i).isPresent()
                            ? LayerIndex.read(found.get(i).get())
                            : known.layerIndex(digest, blob(image, digest, layers)));
        }
        return indexes;
    }

    private StoredBlob blob(BaseImage image, Digest digest, List<Descriptor> layers) throws IOException {
        if (!blobs.containsKey(digest)) {
            blobs.putAll(stored.blobs(image, layers));
        }
        return Optional.ofNullable(blobs.get(digest)).orElseThrow();
    }
}
