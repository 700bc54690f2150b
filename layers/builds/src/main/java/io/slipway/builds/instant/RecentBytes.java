package io.slipway.builds.instant;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import java.io.InputStream;
import java.util.Optional;

/** Reads bytes of blobs, and caches short ranges in memory: Dockerfiles, files that features change, configurations of base images. */
public final class RecentBytes implements BlobBytes {
    /** The maximum total size of the cached ranges, in bytes: 16 MiB. */
    private static final long MAX_KEPT = 16L << 20;

    /** The maximum length of a cached range, in bytes: 256 KiB, the block size for reading archives. */
    private static final int MAX_RANGE = 256 << 10;

    private final BlobBytes bytes;
    private final Recent<Range> recent = new Recent<>(MAX_KEPT, MAX_RANGE);

    private record Range(StoredBlob blob, long from, int length) {}

    /** Creates a cache of these blobs, whose objects never change. */
    public RecentBytes(BlobBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public byte[] read(StoredBlob blob, long from, int length) {
        Range range = new Range(blob, from, length);
        Optional<byte[]> known = recent.find(range);
        if (known.isPresent()) {
            return known.get().clone();
        }
        byte[] read = bytes.read(blob, from, length);
        recent.keep(range, read.clone());
        return read;
    }

    @Override
    public InputStream open(StoredBlob blob) {
        return bytes.open(blob);
    }
}
