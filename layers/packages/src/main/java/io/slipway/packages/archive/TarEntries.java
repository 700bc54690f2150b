package io.slipway.packages.archive;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** The entries of a tar, compressed or not, in the order of the file. */
final class TarEntries {
    private static final int BUFFER = 64 * 1024;

    /** The types of regular files: POSIX's, the historical one, and contiguous files. */
    private static final String FILES = "0\0007";

    private TarEntries() {}

    /** Visits the entries until the visitor stops. */
    static void visit(InputStream in, ArchiveFormat format, Budget budget, ArchiveEntry.Visitor visitor)
            throws IOException {
        HeaderGuard plain = new HeaderGuard(budget.counting(plain(in, format)));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry = next(tar, plain);
            boolean more = true;
            while (entry != null && more) {
                budget.entry();
                ArchiveEntry seen = entry(tar, entry, budget);
                more = seen.name().isRoot() || visitor.visit(seen);
                if (more) {
                    // The rest of the entry counts as content, not as headers.
                    tar.transferTo(OutputStream.nullOutputStream());
                    entry = next(tar, plain);
                }
            }
        }
    }

    private static InputStream plain(InputStream in, ArchiveFormat format) throws IOException {
        return switch (format) {
            case TAR_GZIP -> new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
            case TAR_BZIP2 ->
                new BufferedInputStream(
                        new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true), BUFFER);
            case TAR_XZ ->
                new BufferedInputStream(
                        new XZInputStream(new BufferedInputStream(in, BUFFER), ArchiveLimits.MAX_XZ_MEMORY), BUFFER);
            case TAR_ZSTD -> new BufferedInputStream(new ZstdInputStream(new BufferedInputStream(in, BUFFER)), BUFFER);
            default -> new BufferedInputStream(in, BUFFER);
        };
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, HeaderGuard plain) throws IOException {
        plain.headers(true);
        TarArchiveEntry entry = tar.getNextEntry();
        plain.headers(false);
        if (entry != null && !entry.isCheckSumOK()) {
            throw new ArchiveException("the file must be a tar, but the checksum of a header does not match");
        }
        return entry;
    }

    private static ArchiveEntry entry(TarArchiveInputStream tar, TarArchiveEntry entry, Budget budget)
            throws IOException {
        EntryName name = EntryName.parse(entry.getName());
        int mode = entry.getMode() & 0777;
        if (entry.isDirectory()) {
            return ArchiveEntry.folder(name, mode);
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            ArchiveEntry.Kind kind = entry.isLink() ? ArchiveEntry.Kind.HARD_LINK : ArchiveEntry.Kind.SYMBOLIC_LINK;
            return ArchiveEntry.link(name, kind, mode, entry.getLinkName());
        }
        if (FILES.indexOf(entry.getLinkFlag()) < 0 && !entry.isSparse()) {
            throw new ArchiveException("the entry " + EntryName.quoted(entry.getName())
                    + " must be a file, a folder or a link, but is something else, such as a device");
        }
        if (!tar.canReadEntryData(entry)) {
            throw new ArchiveException(
                    "the entry " + EntryName.quoted(entry.getName()) + " is stored in a form that is not supported");
        }
        // Sparse files: the archive does not store their holes.
        InputStream body = new Unclosed(entry.isSparse() ? budget.counting(tar) : tar);
        return new ArchiveEntry(
                name, ArchiveEntry.Kind.FILE, mode, entry.getRealSize(), "", () -> body, Optional::empty);
    }

    /** Keeps the archive open when an entry is closed. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    /** Limits long names and extended headers, which are kept in memory and whose length the archive declares. */
    private static final class HeaderGuard extends FilterInputStream {
        private boolean headers;
        private long read;

        HeaderGuard(InputStream in) {
            super(in);
        }

        void headers(boolean now) {
            headers = now;
            read = 0;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count(skipped);
            return skipped;
        }

        private void count(long count) throws ArchiveException {
            read += count;
            if (headers && read > ArchiveLimits.MAX_TAR_HEADER) {
                throw new ArchiveException("the headers of an entry must have at most " + ArchiveLimits.MAX_TAR_HEADER
                        + " bytes, but have more");
            }
        }
    }
}
