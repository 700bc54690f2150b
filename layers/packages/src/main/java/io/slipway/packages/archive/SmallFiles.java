package io.slipway.packages.archive;

import io.slipway.packages.feed.ArchiveFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads some small files of an archive, such as {@code sdi.yaml}, without extracting it: of a zip its directory and these files alone; a tar
 * from its beginning until all are found.
 */
public final class SmallFiles {
    /** The largest file that is read so: 1 MiB. */
    public static final int MAX_FILE = 1 << 20;

    /** How many bytes of a tar are looked through, uncompressed: 64 MiB, some two seconds of a function at worst (bzip2). */
    public static final long MAX_SCAN = 64L << 20;

    /** How many bytes the directory of a zip may have that is read so: 16 MiB, some hundred thousand entries. */
    public static final long MAX_DIRECTORY = 16L << 20;

    private final Predicate<String> wanted;
    private final int enough;
    private final Map<String, byte[]> found = new LinkedHashMap<>();

    private SmallFiles(Predicate<String> wanted, int enough) {
        this.wanted = wanted;
        this.enough = enough;
    }

    /**
     * Those of the files that the archive has, by their path.
     *
     * @param channel a zip, or what is like one
     */
    public static Map<String, byte[]> ofZip(SeekableByteChannel channel, ArchiveFormat format, Set<String> wanted)
            throws IOException {
        return ofZip(channel, format, wanted::contains);
    }

    /** The same with those whose path fits. */
    static Map<String, byte[]> ofZip(SeekableByteChannel channel, ArchiveFormat format, Predicate<String> wanted)
            throws IOException {
        SmallFiles files = new SmallFiles(wanted, Integer.MAX_VALUE);
        Budget budget = new Budget(ArchiveLimits.DEFAULT, channel.size());
        try {
            ZipEntries.visit(channel, format, budget, MAX_DIRECTORY, files::take);
            return files.found;
        } catch (ArchiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }

    /**
     * Those of the files that the archive has, by their path.
     *
     * @param in a tar, compressed or not
     * @param size its length in bytes
     */
    public static Map<String, byte[]> ofTar(InputStream in, long size, ArchiveFormat format, Set<String> wanted)
            throws IOException {
        return ofTar(in, size, format, wanted::contains, wanted.size());
    }

    /** The same with those whose path fits, until so many are found. */
    static Map<String, byte[]> ofTar(
            InputStream in, long size, ArchiveFormat format, Predicate<String> wanted, int enough) throws IOException {
        SmallFiles files = new SmallFiles(wanted, enough);
        ArchiveLimits limits = new ArchiveLimits(ArchiveLimits.MAX_ENTRIES, MAX_SCAN, ArchiveLimits.DEFAULT.ratio());
        try {
            TarEntries.visit(in, format, new Budget(limits, size), files::takeUntilAllAreFound);
            return files.found;
        } catch (ArchiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }

    private boolean takeUntilAllAreFound(ArchiveEntry entry) throws IOException {
        take(entry);
        return found.size() < enough;
    }

    /** Looks at the whole directory of a zip: a name that is there twice would be read in two ways. */
    private boolean take(ArchiveEntry entry) throws IOException {
        String path = entry.name().path();
        if (wanted.test(path)) {
            if (entry.kind() != ArchiveEntry.Kind.FILE) {
                throw new ArchiveException("the entry " + EntryName.quoted(path) + " is no file");
            }
            if (found.put(path, read(entry)) != null) {
                throw new ArchiveException("the archive has two entries " + EntryName.quoted(path));
            }
        }
        return true;
    }

    private static byte[] read(ArchiveEntry entry) throws IOException {
        InputStream in = entry.body().open();
        byte[] content = in.readNBytes(MAX_FILE + 1);
        if (content.length > MAX_FILE) {
            throw new ArchiveException(
                    "the entry " + EntryName.quoted(entry.name().path()) + " has more than " + MAX_FILE + " bytes");
        }
        return content;
    }
}
