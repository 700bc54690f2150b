package io.slipway.core.manifest;

import java.util.Set;

/** The media types that decide how a manifest is read (image specification, "Media Types"; Docker's manifest version 2). */
public final class MediaTypes {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

    private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);
    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);

    private MediaTypes() {}

    static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    /** Docker's own, whose readers want the type in the document as well. */
    static boolean isDocker(String mediaType) {
        return mediaType.equals(DOCKER_MANIFEST) || mediaType.equals(DOCKER_LIST);
    }

    static boolean isSchema1(String mediaType) {
        return mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+");
    }

    /** Layers that are fetched from elsewhere and never pushed. */
    public static boolean isForeign(String mediaType) {
        return mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.")
                || mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.");
    }
}
