package io.slipway.packages.feed;

import io.slipway.core.blob.StoredBlob;
import java.io.InputStream;

/** Reads the archives of packages where they are stored. */
public interface PackageBytes {
    /**
     * Reads all bytes of a range. One call.
     *
     * @param from the first byte
     * @param length how many
     */
    byte[] read(StoredBlob blob, long from, int length);

    /** Opens a stream of all bytes. One call. */
    InputStream open(StoredBlob blob);
}
