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
 * The BuildKit builders of the jobs of a machine, each a file that its job holds locked. A job that is killed cannot remove its builder; its lock
 * ends with it, and the next job removes what is left.
 */
final class LeftBuilders implements AutoCloseable {
    private final @Nullable Path folder;
    private @Nullable Path file;
    private @Nullable FileChannel held;

    /**
     * Uses the folder of the files.
     *
     * @param folder the folder, if jobs of this machine share one: otherwise the builder ends with the machine of the job
     */
    LeftBuilders(Optional<Path> folder) {
        this.folder = folder.orElse(null);
    }

    /** Removes a builder; returns whether it is gone. */
    interface Removal {
        boolean remove(String builder) throws IOException;
    }

    /** Notes the builder of this job, and removes those of jobs that have ended. */
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
                // Its job is in this process.
            }
        }
    }

    /** Ends with the builder of this job. */
    @Override
    public void close() throws IOException {
        if (held != null && file != null) {
            Files.deleteIfExists(file);
            held.close();
        }
    }
}
