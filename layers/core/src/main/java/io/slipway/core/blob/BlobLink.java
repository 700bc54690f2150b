package io.slipway.core.blob;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of a digest in a repository.
 *
 * @param blob the stored bytes, if the repository may serve them
 * @param revision another one with each write that relies on the link, empty without a link: who removes the link compares it
 * @param linked when an upload or a mount wrote the link last
 * @param upload the upload session that brought the bytes, where they came by the direct lane; otherwise empty
 * @param deletedUploads where the blob was deleted: the upload sessions that had landed by then. What lies there since is still there,
 *     but only another upload makes it visible again. They outlive later links
 */
public record BlobLink(
        Optional<StoredBlob> blob, String revision, Instant linked, String upload, List<String> deletedUploads) {
    /** The link of a digest without a record. */
    public static final BlobLink ABSENT = new BlobLink(Optional.empty(), "", Instant.EPOCH, "", List.of());

    public BlobLink {
        deletedUploads = List.copyOf(deletedUploads);
    }

    /** A link to these bytes. */
    public static BlobLink to(StoredBlob blob) {
        return new BlobLink(Optional.of(blob), "", Instant.EPOCH, "", List.of());
    }

    /** Returns whether what has landed by this upload may be served though no link says so yet. */
    public boolean lets(Landed landed) {
        return !deletedUploads.contains(landed.upload());
    }
}
