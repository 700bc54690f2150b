package io.slipway.core.blob;

/** Reads the bytes of blobs. */
@FunctionalInterface
public interface BlobBytes {
    /**
     * Reads a range. One call.
     *
     * @param from the position of the first byte
     * @param length the number of bytes, at least 1
     */
    byte[] read(StoredBlob blob, long from, int length);
}
