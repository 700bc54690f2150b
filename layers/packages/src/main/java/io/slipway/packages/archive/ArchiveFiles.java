package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Visits the files of an archive in turn, without extracting it. */
public final class ArchiveFiles {
    private ArchiveFiles() {}

    /** Receives each file in turn. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives a file.
         *
         * @param path its path in the archive
         * @param body its bytes, which can be read only once and only during the visit
         */
        void visit(String path, InputStream body) throws IOException;
    }

    /** Visits all files, including a NuGet package's own metadata, within the {@link ArchiveLimits}. */
    public static void visit(Path archive, ArchiveFormat format, Visitor visitor) throws IOException {
        visit(ArchiveBytes.of(archive), format, visitor);
    }

    /** Visits all files of an archive that is not a local file. */
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

    /** Returns whether the archive has a file or a link. Reads up to the first one. */
    public static boolean hasAny(Path archive, ArchiveFormat format) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        each(ArchiveBytes.of(archive), format.isZip() ? ArchiveFormat.ZIP : format, entry -> {
            found.compareAndSet(false, entry.kind() != ArchiveEntry.Kind.FOLDER);
            return !found.get();
        });
        return found.get();
    }

    /** Visits all entries; of a NuGet package, all but its own metadata. */
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
