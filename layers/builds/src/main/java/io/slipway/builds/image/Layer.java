package io.slipway.builds.image;

import io.slipway.builds.files.FileNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.name.RepositoryName;
import java.util.SortedMap;

/** A layer of an image that is being built. */
public sealed interface Layer {

    /**
     * A layer of a base image.
     *
     * @param repository the repository that has its blob
     * @param descriptor its descriptor in the base's manifest
     * @param diff the digest of its uncompressed tar
     */
    record Stored(RepositoryName repository, Descriptor descriptor, Digest diff) implements Layer {}

    /**
     * A layer that the build writes.
     *
     * @param files its files by path, including their parent folders
     */
    record Made(SortedMap<String, FileNode> files) implements Layer {}
}
