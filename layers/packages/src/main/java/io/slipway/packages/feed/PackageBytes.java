package io.slipway.packages.feed;

import io.slipway.core.blob.StoredBlob;

/** Reads what packages hold, where it lies. */
@FunctionalInterface
public interface PackageBytes {
    /**
     * All the bytes of a range. One call.
     *
     * @param from the first byte
     * @param length how many
     */
    byte[] read(StoredBlob blob, long from, int length);
}
