package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.image.Base;
import io.slipway.builds.image.Bases;
import io.slipway.builds.image.Layer;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The base images of a build, as they are in this registry. */
final class RegistryBases implements Bases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Manifests manifests;
    private final BlobLinks links;
    private final BlobBytes bytes;
    private final Optional<Looks> looks;
    private final Map<String, BaseImage> images;
    private final Map<Digest, FileTree> trees = new HashMap<>();

    /**
     * Finds images.
     *
     * @param looks looks into their layers; without it nobody asks for files
     * @param images the images by the name that a Dockerfile gives each
     */
    RegistryBases(
            Manifests manifests,
            BlobLinks links,
            BlobBytes bytes,
            Optional<Looks> looks,
            Map<String, BaseImage> images) {
        this.manifests = manifests;
        this.links = links;
        this.bytes = bytes;
        this.looks = looks;
        this.images = Map.copyOf(images);
    }

    @Override
    public Optional<Base> find(String name, Platform platform) throws IOException, PlatformException {
        BaseImage image = images.get(name);
        return image == null ? Optional.empty() : Optional.of(base(image, platform));
    }

    /** Returns the size of the layers of these images that have no index, of all platforms, in bytes. */
    long unknown(List<BaseImage> bases, Predicate<Digest> known) {
        Map<Digest, Long> layers = new HashMap<>();
        for (BaseImage image : bases) {
            try {
                JsonNode manifest = manifest(image.repository(), image.digest(), image);
                List<JsonNode> all = new ArrayList<>(List.of(manifest));
                for (JsonNode child : manifest.path("manifests")) {
                    if (Platform.of(child.path("platform")).isPresent()) {
                        all.add(manifest(
                                image.repository(),
                                Digest.parse(child.path("digest").asText()),
                                image));
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
        JsonNode manifest = manifest(image.repository(), image.digest(), image);
        if (manifest.has("manifests")) {
            manifest = manifest(image.repository(), choose(manifest, platform, image), image);
        }
        Descriptor config = descriptor(manifest.path("config"));
        List<Descriptor> descriptors = new ArrayList<>();
        manifest.path("layers").forEach(layer -> descriptors.add(descriptor(layer)));
        Map<Digest, StoredBlob> blobs = blobs(image, config, descriptors);
        ObjectNode json = config(Optional.ofNullable(blobs.get(config.digest())).orElseThrow(), image);
        // Some tools make images that name no platform.
        Platform actual = Platform.of(json).orElse(platform);
        if (!platform.takes(actual)) {
            throw lacking(image, platform, List.of(actual));
        }
        List<Layer.Stored> layers = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            String diff = json.path("rootfs").path("diff_ids").path(i).asText();
            layers.add(new Layer.Stored(image.repository(), descriptors.get(i), Digest.parse(diff)));
        }
        return new Base(json, layers, actual, () -> tree(config.digest(), descriptors, blobs, actual));
    }

    private JsonNode manifest(RepositoryName repository, Digest digest, BaseImage image) throws IOException {
        StoredManifest stored = manifests
                .find(repository, digest)
                .orElseThrow(
                        () -> new IOException("the base image " + image.named() + " lacks the manifest " + digest));
        return JSON.readTree(stored.content());
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

    /** Finds the blobs of an image, without the layers of Windows that only Microsoft may distribute. */
    private Map<Digest, StoredBlob> blobs(BaseImage image, Descriptor config, List<Descriptor> layers)
            throws IOException {
        List<Digest> needed = new ArrayList<>(List.of(config.digest()));
        layers.stream()
                .filter(layer -> !MediaTypes.isForeign(layer.mediaType()))
                .forEach(layer -> needed.add(layer.digest()));
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

    private ObjectNode config(StoredBlob blob, BaseImage image) throws IOException {
        if (blob.size() > Manifest.MAX_SIZE
                || !(JSON.readTree(bytes.read(blob, 0, Math.toIntExact(blob.size()))) instanceof ObjectNode json)) {
            throw new IOException("the configuration of the base image " + image.named() + " must be a JSON object");
        }
        return json;
    }

    private FileTree tree(Digest image, List<Descriptor> layers, Map<Digest, StoredBlob> blobs, Platform platform)
            throws IOException {
        FileTree known = trees.get(image);
        if (known == null) {
            LayerTree tree = new LayerTree(platform.isWindows());
            for (Descriptor layer : layers) {
                StoredBlob blob = blobs.get(layer.digest());
                if (blob != null) {
                    tree.apply(looks.orElseThrow().layerIndex(layer.digest(), blob), BlobSources.ofLayer(bytes, blob));
                }
            }
            known = tree.tree();
            trees.put(image, known);
        }
        return known.copy();
    }
}
