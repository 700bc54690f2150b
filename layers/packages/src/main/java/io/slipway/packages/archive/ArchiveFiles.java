package io.slipway.packages.archive;

import io.slipway.packages.feed.ArchiveFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows the files of an archive in turn, without extracting it. */
public final class ArchiveFiles {
    private ArchiveFiles() {}

    /** Is shown a file. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Looks at a file.
         *
         * @param path its path in the archive
         * @param body its bytes, which can be read once, while it is visited
         */
        void visit(String path, InputStream body) throws IOException;
    }

    /** Shows all files, a NuGet package's housekeeping among them; within the {@link ArchiveLimits}. */
    public static void visit(Path archive, ArchiveFormat format, Visitor visitor) throws IOException {
        visit(ArchiveBytes.of(archive), format, visitor);
    }

    /** The same, wherever the archive is stored. */
    public static void visit(ArchiveBytes archive, ArchiveFormat format, Visitor visitor) throws IOException {
        each(archive, format.isZip() ? ArchiveFormat.ZIP : format, entry -> {
            if (entry.kind() == ArchiveEntry.Kind.FILE) {
                try (InputStream body = entry.body().open()) {
                    visitor.visit(entry.name().path(), body);
                }
            }
            return true;
        });
    }

    /** Whether there is a file or a link in it; no more is read than up to the first. */
    public static boolean hasAny(Path archive, ArchiveFormat format) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        each(ArchiveBytes.of(archive), format.isZip() ? ArchiveFormat.ZIP : format, entry -> {
            found.compareAndSet(false, entry.kind() != ArchiveEntry.Kind.FOLDER);
            return !found.get();
        });
        return found.get();
    }

    /** Shows all entries; of a NuGet package those that are files of its own. */
    static void each(ArchiveBytes archive, ArchiveFormat format, ArchiveEntry.Visitor each) throws IOException {
        Budget budget = new Budget(ArchiveLimits.DEFAULT, archive.size());
        try {
            if (format.isZip()) {
                try (var channel = archive.channel()) {
                    ZipEntries.visit(channel, format, budget, ArchiveLimits.MAX_ZIP_DIRECTORY, each);
                }
            } else {
                try (InputStream in = archive.stream()) {
                    TarEntries.visit(in, format, budget, each);
                }
            }
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }
}
