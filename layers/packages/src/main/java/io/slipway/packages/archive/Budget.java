package io.slipway.packages.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what comes out of an archive, and ends what would have no end. */
final class Budget {
    private final ArchiveLimits limits;
    private final long archiveSize;
    private long entries;
    private long bytes;

    /**
     * @param archiveSize the archive's own length in bytes
     */
    Budget(ArchiveLimits limits, long archiveSize) {
        this.limits = limits;
        this.archiveSize = archiveSize;
    }

    /** One entry more. */
    void entry() throws ArchiveException {
        entries++;
        if (entries > limits.entries()) {
            throw new ArchiveException("the archive has more than " + limits.entries() + " entries");
        }
    }

    /** So many bytes more. */
    void spend(long count) throws ArchiveException {
        bytes += count;
        if (bytes > limits.bytes()) {
            throw new ArchiveException("the archive's files have more than " + limits.bytes() + " bytes together");
        }
        if (bytes > ArchiveLimits.RATIO_FREE && bytes / limits.ratio() > archiveSize) {
            throw new ArchiveException(
                    "the archive's files are more than " + limits.ratio() + " times as large as the archive");
        }
    }

    /** The same bytes, counted as they are read. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                spend(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                spend(Math.max(count, 0));
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(count);
                spend(skipped);
                return skipped;
            }
        };
    }
}
