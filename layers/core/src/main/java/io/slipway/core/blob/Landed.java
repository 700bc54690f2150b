package io.slipway.core.blob;

/**
 * A blob that came by the direct lane: S3 has compared its bytes with the digest, and holds them under a key that only
 * tickets of its repository can write.
 *
 * @param blob where it lies
 * @param upload the id of the upload session that brought it, which tells one push of the same digest from another
 */
public record Landed(StoredBlob blob, String upload) {}
