package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a manifest that the registry needs; its bytes are kept separately and unchanged.
 *
 * @param mediaType the media type it is served with
 * @param blobs the blobs that the repository must have: config and layers
 * @param children the manifests that an index lists, and blobs in the caches of older BuildKits; the repository may lack them
 * @param subject the manifest that this one refers to, if any
 * @param artifactType its artifact type in the list of referrers, possibly empty
 * @param annotations its annotations as JSON text, empty if it has no annotations
 */
public record Manifest(
        String mediaType,
        List<Descriptor> blobs,
        List<Descriptor> children,
        Optional<Descriptor> subject,
        String artifactType,
        String annotations) {
    /** The largest manifest, in bytes: the specification requires at least 4 MB, and Lambda cannot carry more in base64. */
    public static final int MAX_SIZE = 4 * 1024 * 1024;

    /** The most descriptors of a list; the largest images have 127 layers. */
    public static final int MAX_DESCRIPTORS = 10_000;

    public Manifest {
        blobs = List.copyOf(blobs);
        children = List.copyOf(children);
    }

    /** Returns the blobs and manifests that the manifest names, each once: they are kept as long as the manifest is. */
    public Set<Digest> uses() {
        return Stream.concat(blobs.stream(), children.stream())
                .map(Descriptor::digest)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
