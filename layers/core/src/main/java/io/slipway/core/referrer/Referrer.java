package io.slipway.core.referrer;

import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;

/**
 * One manifest in its subject's list of referrers.
 *
 * @param descriptor the manifest
 * @param artifactType its artifact type
 * @param annotations its annotations as JSON text, empty if it has no annotations
 */
public record Referrer(Descriptor descriptor, String artifactType, String annotations) {
    /** The longest annotations, in characters of JSON, that the list repeats; longer ones are left to the manifest itself. */
    public static final int MAX_ANNOTATIONS = 64 * 1024;

    /** Creates the entry of a manifest, without annotations that are too long. */
    public static Referrer of(Digest digest, Manifest manifest, int size) {
        String annotations = manifest.annotations();
        return new Referrer(
                new Descriptor(manifest.mediaType(), digest, size),
                manifest.artifactType(),
                annotations.length() <= MAX_ANNOTATIONS ? annotations : "");
    }
}
