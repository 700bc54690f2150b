package io.slipway.builder.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the BuildKit builders of a machine's jobs, each with a file that its job holds locked. A killed job cannot
 * remove its builder, but its lock is released, so the next job removes the builder.
 */
final class LeftBuilders implements AutoCloseable {
    private final @Nullable Path folder;
    private @Nullable Path file;
    private @Nullable FileChannel held;

    /**
     * Tracks builders in a folder.
     *
     * @param folder the folder, if jobs of this machine share one; otherwise the machine is discarded with the
     *     builder
     */
    LeftBuilders(Optional<Path> folder) {
        this.folder = folder.orElse(null);
    }

    /** Removes a builder; returns whether that succeeded. */
    interface Removal {
        boolean remove(String builder) throws IOException;
    }

    /** Records the builder of this job, and removes those of jobs that have ended. */
    void begin(String builder, Removal removal) throws IOException {
        if (folder == null) {
            return;
        }
        Files.createDirectories(folder);
        file = folder.resolve(builder);
        held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        held.lock();
        List<Path> others = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(it -> !it.equals(file)).forEach(others::add);
        }
        for (Path other : others) {
            try (FileChannel channel = FileChannel.open(other, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null && removal.remove(other.getFileName().toString())) {
                    Files.deleteIfExists(other);
                }
            } catch (OverlappingFileLockException e) {
                // The job runs in this process.
            }
        }
    }

    /** Removes the record of this job's builder. */
    @Override
    public void close() throws IOException {
        if (held != null && file != null) {
            Files.deleteIfExists(file);
            held.close();
        }
    }
}
