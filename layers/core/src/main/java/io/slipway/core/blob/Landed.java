package io.slipway.core.blob;

/**
 * A blob of the direct lane: S3 has compared its bytes with the digest, and stores them at a key that only tickets of its repository can
 * write.
 *
 * @param blob the stored bytes
 * @param upload the id of its upload session, which distinguishes pushes of the same digest
 */
public record Landed(StoredBlob blob, String upload) {

    /**
     * Returns whether its upload began after this moment, in milliseconds since 1970: otherwise, it belongs to the repository that was deleted then.
     */
    public boolean begunAfter(long moment) {
        return moment == 0 || begun() > moment;
    }

    /** Returns the start of its upload, in milliseconds since 1970; 0 if that is not known. */
    public long begun() {
        return SessionId.begun(upload);
    }
}
