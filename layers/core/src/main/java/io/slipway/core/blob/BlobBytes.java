package io.slipway.core.blob;

import java.io.InputStream;

/** Reads the bytes of blobs where they are stored. */
public interface BlobBytes {
    /**
     * Reads a range. One call.
     *
     * @param from the position of the first byte
     * @param length the number of bytes, at least 1
     */
    byte[] read(StoredBlob blob, long from, int length);

    /** Opens a stream of all bytes. One call. */
    InputStream open(StoredBlob blob);
}
