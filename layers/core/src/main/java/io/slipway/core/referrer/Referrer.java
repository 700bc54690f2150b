package io.slipway.core.referrer;

import io.slipway.core.manifest.Descriptor;

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
}
