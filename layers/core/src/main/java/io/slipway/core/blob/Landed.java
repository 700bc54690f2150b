package io.slipway.core.blob;

/**
 * A blob that came by the direct lane: S3 has compared its bytes with the digest, and holds them under a key that only
 * tickets of its repository can write.
 *
 * @param blob where it lies
 * @param upload the id of the upload session that brought it, which tells one push of the same digest from another
 */
public record Landed(StoredBlob blob, String upload) {

    /** Returns whether its upload was begun after this moment, in milliseconds since 1970: else it belongs to what was deleted then. */
    public boolean begunAfter(long moment) {
        return moment == 0 || begun() > moment;
    }

    /** When its upload was begun, in milliseconds since 1970; 0 where that is not known. */
    public long begun() {
        return SessionId.begun(upload);
    }
}
