package io.slipway.packages.archive;

import io.slipway.packages.feed.ArchiveFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
        each(archive, format, entry -> {
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
        each(archive, format, entry -> {
            found.compareAndSet(false, entry.kind() != ArchiveEntry.Kind.FOLDER);
            return !found.get();
        });
        return found.get();
    }

    private static void each(Path archive, ArchiveFormat format, ArchiveEntry.Visitor each) throws IOException {
        Budget budget = new Budget(ArchiveLimits.DEFAULT, Files.size(archive));
        try {
            if (format.isZip()) {
                try (var channel = Files.newByteChannel(archive)) {
                    ZipEntries.visit(channel, ArchiveFormat.ZIP, budget, ArchiveLimits.MAX_ZIP_DIRECTORY, each);
                }
            } else {
                try (InputStream in = Files.newInputStream(archive)) {
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
