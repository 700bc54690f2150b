package io.slipway.packages.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the entries and bytes of an archive, and fails beyond its limits. */
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

    /** Counts one more entry. */
    void entry() throws ArchiveException {
        entries++;
        if (entries > limits.entries()) {
            throw new ArchiveException("the archive must have at most " + limits.entries() + " entries, but has more");
        }
    }

    /** Counts more bytes. */
    void spend(long count) throws ArchiveException {
        bytes += count;
        if (bytes > limits.bytes()) {
            throw new ArchiveException(
                    "the archive's files must have at most " + limits.bytes() + " bytes together, but have more");
        }
        if (bytes > ArchiveLimits.RATIO_FREE && bytes / limits.ratio() > archiveSize) {
            throw new ArchiveException("the archive's files must be at most " + limits.ratio()
                    + " times as large as the archive, but are larger");
        }
    }

    /** Returns a stream of the same bytes that counts them as they are read. */
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
