package io.slipway.builds.instant;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import java.io.InputStream;
import java.util.Optional;

/** Reads bytes of blobs, and keeps short ranges of them in memory: Dockerfiles, files that features change, configurations of base images. */
public final class RecentBytes implements BlobBytes {
    /** The maximum size of the ranges that are kept, in bytes: 16 MiB. */
    private static final long MAX_KEPT = 16L << 20;

    /** The maximum length of a range that is kept, in bytes: 256 KiB, a block in which archives are read. */
    private static final int MAX_RANGE = 256 << 10;

    private final BlobBytes bytes;
    private final Recent<Range> recent = new Recent<>(MAX_KEPT, MAX_RANGE);

    private record Range(StoredBlob blob, long from, int length) {}

    /** Reads from these blobs, whose objects are never written again. */
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
