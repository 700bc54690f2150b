package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads some small files of an archive, such as {@code sdi.yaml}, without extracting it. For a zip, only its
 * directory and these files are read; a tar is read from its beginning until all are found.
 */
public final class SmallFiles {
    /** The maximum size of such a file in bytes: 1 MiB. */
    public static final int MAX_FILE = 1 << 20;

    /** The maximum number of uncompressed bytes of a tar that are searched: 64 MiB, about two seconds of a function at worst (bzip2). */
    public static final long MAX_SCAN = 64L << 20;

    /** The maximum size of a zip's directory in bytes: 16 MiB, about a hundred thousand entries. */
    public static final long MAX_DIRECTORY = 16L << 20;

    private final Predicate<String> wanted;
    private final int enough;
    private final Map<String, byte[]> found = new LinkedHashMap<>();

    private SmallFiles(Predicate<String> wanted, int enough) {
        this.wanted = wanted;
        this.enough = enough;
    }

    /**
     * Returns the requested files that the archive has, by path.
     *
     * @param channel a zip, or a format based on zip
     */
    public static Map<String, byte[]> ofZip(SeekableByteChannel channel, ArchiveFormat format, Set<String> wanted)
            throws IOException {
        return ofZip(channel, format, wanted::contains);
    }

    /** Returns the files whose path matches, by path. */
    static Map<String, byte[]> ofZip(SeekableByteChannel channel, ArchiveFormat format, Predicate<String> wanted)
            throws IOException {
        SmallFiles files = new SmallFiles(wanted, Integer.MAX_VALUE);
        Budget budget = new Budget(ArchiveLimits.DEFAULT, channel.size());
        try {
            ZipEntries.visit(channel, format, budget, MAX_DIRECTORY, files::visit);
            return files.found;
        } catch (ArchiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }

    /**
     * Returns the requested files that the archive has, by path.
     *
     * @param in a tar, compressed or not
     * @param size its length in bytes
     */
    public static Map<String, byte[]> ofTar(InputStream in, long size, ArchiveFormat format, Set<String> wanted)
            throws IOException {
        return ofTar(in, size, format, wanted::contains, wanted.size());
    }

    /** Returns the files whose path matches, by path, and stops when enough are found. */
    static Map<String, byte[]> ofTar(
            InputStream in, long size, ArchiveFormat format, Predicate<String> wanted, int enough) throws IOException {
        SmallFiles files = new SmallFiles(wanted, enough);
        ArchiveLimits limits = new ArchiveLimits(ArchiveLimits.MAX_ENTRIES, MAX_SCAN, ArchiveLimits.DEFAULT.ratio());
        try {
            TarEntries.visit(in, format, new Budget(limits, size), files::visitUntilAllAreFound);
            return files.found;
        } catch (ArchiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }

    private boolean visitUntilAllAreFound(ArchiveEntry entry) throws IOException {
        visit(entry);
        return found.size() < enough;
    }

    /** Reads a requested file. The whole directory of a zip is checked, because a duplicate name would be ambiguous. */
    private boolean visit(ArchiveEntry entry) throws IOException {
        String path = entry.name().path();
        if (wanted.test(path)) {
            if (entry.kind() != ArchiveEntry.Kind.FILE) {
                throw new ArchiveException(
                        "the entry " + EntryName.quoted(path) + " must be a file, but is a folder or a link");
            }
            if (found.put(path, read(entry)) != null) {
                throw new ArchiveException(
                        "the archive must have one entry " + EntryName.quoted(path) + ", but has more");
            }
        }
        return true;
    }

    private static byte[] read(ArchiveEntry entry) throws IOException {
        InputStream in = entry.body().open();
        byte[] content = in.readNBytes(MAX_FILE + 1);
        if (content.length > MAX_FILE) {
            throw new ArchiveException(
                    "the entry " + EntryName.quoted(entry.name().path()) + " must have at most " + MAX_FILE
                            + " bytes, but has more");
        }
        return content;
    }
}
