package io.slipway.builds.instant;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.packages.archive.BlockStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of blobs that a build reads, for its log. */
final class CountedBytes implements BlobBytes {
    private final BlobBytes bytes;
    private long read;

    CountedBytes(BlobBytes bytes) {
        this.bytes = bytes;
    }

    /** Returns the number of bytes read so far. */
    long count() {
        return read;
    }

    @Override
    public byte[] read(StoredBlob blob, long from, int length) {
        byte[] range = bytes.read(blob, from, length);
        read += range.length;
        return range;
    }

    @Override
    public InputStream open(StoredBlob blob) {
        return new BlockStream(bytes.open(blob)) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int count = in.read(buffer, from, length);
                read += Math.max(0, count);
                return count;
            }
        };
    }
}
