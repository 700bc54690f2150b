package io.slipway.core.blob;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of a digest in a repository.
 *
 * @param blob the stored bytes, if the repository may serve them
 * @param revision a value that each write that relies on the link replaces, so that a removal can compare it; empty without a link
 * @param linked the time of the last upload or mount that wrote the link
 * @param upload the upload session of the bytes if they were uploaded by the direct lane; otherwise empty
 * @param deletedUploads the upload sessions that had landed when the blob was deleted. Their objects still exist, but only another upload makes the
 *     blob visible again. They outlive later links
 */
public record BlobLink(
        Optional<StoredBlob> blob, String revision, Instant linked, String upload, List<String> deletedUploads) {
    /** The link of a digest without a record. */
    public static final BlobLink ABSENT = new BlobLink(Optional.empty(), "", Instant.EPOCH, "", List.of());

    public BlobLink {
        deletedUploads = List.copyOf(deletedUploads);
    }

    /** Creates a link to these bytes. */
    public static BlobLink to(StoredBlob blob) {
        return new BlobLink(Optional.of(blob), "", Instant.EPOCH, "", List.of());
    }

    /** Returns whether the bytes that landed by this upload may be served before they are linked. */
    public boolean lets(Landed landed) {
        return !deletedUploads.contains(landed.upload());
    }
}
