package io.slipway.client.image;

import io.slipway.client.Content;
import io.slipway.core.digest.Digest;
import java.util.List;

/**
 * An image that is ready to be pushed.
 *
 * @param blobs the blobs of all its manifests
 * @param manifests its manifests, each after those that it refers to; the last is the image
 */
public record LocalImage(List<Content> blobs, List<LocalManifest> manifests) {
    public LocalImage {
        blobs = List.copyOf(blobs);
        manifests = List.copyOf(manifests);
    }

    /** Returns the image's own digest. */
    public Digest digest() {
        return manifests.getLast().digest();
    }

    /**
     * A manifest of an image.
     *
     * @param digest its digest
     * @param mediaType its media type
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // contents are never compared
    public record LocalManifest(Digest digest, String mediaType, byte[] content) {}
}
