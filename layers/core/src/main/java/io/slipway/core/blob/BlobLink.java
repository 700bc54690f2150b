package io.slipway.core.blob;

import java.util.Optional;

/**
 * The record of a digest in a repository.
 *
 * @param blob where the bytes lie, if the repository may serve them
 * @param deletedUpload where the blob was deleted ever: the upload session that had landed at the direct lane's key by then. What
 *     lies there since is still there, but only another upload makes it visible again. It outlives later links, so that it only
 *     ever moves on to uploads that landed later
 */
public record BlobLink(Optional<StoredBlob> blob, Optional<String> deletedUpload) {
    /** Nothing is recorded. */
    public static final BlobLink ABSENT = new BlobLink(Optional.empty(), Optional.empty());

    /** A link to these bytes. */
    public static BlobLink to(StoredBlob blob) {
        return new BlobLink(Optional.of(blob), Optional.empty());
    }

    /** Returns whether what has landed by this upload may be served though no link says so yet. */
    public boolean lets(Landed landed) {
        return deletedUpload.isEmpty() || !deletedUpload.get().equals(landed.upload());
    }
}
