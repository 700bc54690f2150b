package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The first entries of an archive, according to its directory or headers. Only the directory of a zip and the targets
 * of its links are read; a tar is read up to its first 64 MiB.
 *
 * @param entries the entries, ordered by path
 * @param incomplete whether the archive has more
 */
public record ArchiveContents(List<Entry> entries, boolean incomplete) {
    /** The maximum number of entries. */
    public static final int MAX_ENTRIES = 10_000;

    public ArchiveContents {
        entries = entries.stream().sorted(Comparator.comparing(Entry::path)).toList();
    }

    /**
     * An entry of an archive.
     *
     * @param path its path, with slashes
     * @param kind {@code file}, {@code folder} or {@code link}
     * @param size the length of a file in bytes; 0 for others
     * @param target the target of a link; empty for others
     */
    public record Entry(String path, String kind, long size, String target) {}

    /** Reads a zip, or a format based on zip. */
    public static ArchiveContents ofZip(SeekableByteChannel channel, ArchiveFormat format) throws IOException {
        Reader reader = new Reader(Long.MAX_VALUE);
        return reader.read(() -> ZipEntries.visit(
                channel,
                format,
                new Budget(ArchiveLimits.DEFAULT, channel.size()),
                SmallFiles.MAX_DIRECTORY,
                reader::visit));
    }

    /**
     * Reads a tar.
     *
     * @param in the tar, compressed or not
     * @param size its length in bytes
     */
    public static ArchiveContents ofTar(InputStream in, long size, ArchiveFormat format) throws IOException {
        Reader reader = new Reader(SmallFiles.MAX_SCAN);
        return reader.read(() -> TarEntries.visit(in, format, new Budget(ArchiveLimits.DEFAULT, size), reader::visit));
    }

    @FunctionalInterface
    private interface Visit {
        void run() throws IOException;
    }

    private static final class Reader {
        private final List<Entry> entries = new ArrayList<>();
        private final long maxBytes;
        private long bytes;
        private boolean incomplete;

        Reader(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        ArchiveContents read(Visit visit) throws IOException {
            try {
                visit.run();
            } catch (ArchiveException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw Extractor.damaged(e);
            }
            return new ArchiveContents(entries, incomplete);
        }

        /** Adds an entry. The first one beyond the limit only shows that there are more. */
        boolean visit(ArchiveEntry entry) {
            if (entries.size() == MAX_ENTRIES || bytes > maxBytes) {
                incomplete = true;
                return false;
            }
            bytes += entry.size();
            entries.add(new Entry(entry.name().path(), kind(entry.kind()), entry.size(), entry.target()));
            // The bytes of a file that is too large are not skipped to find the next entry.
            incomplete = bytes > maxBytes;
            return !incomplete;
        }

        private static String kind(ArchiveEntry.Kind kind) {
            return switch (kind) {
                case FOLDER, FILE -> kind.name().toLowerCase(Locale.ROOT);
                case SYMBOLIC_LINK, HARD_LINK -> "link";
            };
        }
    }
}
