package io.slipway.builder.image;

import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The layers that a tool caches for an image, so that its next build repeats only changed steps. Only one job at a
 * time uses them; a concurrent one starts with an empty cache.
 */
final class LayerCache implements AutoCloseable {
    /** The maximum total size of the layers of an image, in bytes: 4 GiB. If they are larger after a build, all are removed. */
    static final long MAX_SIZE = 4L * 1024 * 1024 * 1024;

    private static final String STORAGE = "storage";
    private static final String BUSY = "busy";

    private final Path folder;
    private final @Nullable FileChannel channel;

    private LayerCache(Path folder, @Nullable FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks the layers of an image.
     *
     * @param kept the folder that outlives jobs, if there is one
     * @param work a folder that is removed with the job
     */
    static LayerCache open(Optional<Path> kept, Path work) throws IOException {
        if (kept.isEmpty()) {
            return new LayerCache(work, null);
        }
        Path folder = Files.createDirectories(kept.get());
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return new LayerCache(work, null);
        }
        // A killed job may have left incomplete layers.
        if (Files.exists(folder.resolve(BUSY))) {
            FolderRemoval.remove(folder.resolve(STORAGE));
        } else {
            Files.createFile(folder.resolve(BUSY));
        }
        return new LayerCache(folder, channel);
    }

    /** Returns the folder for the layers of a tool. */
    Path storage(String tool) {
        return folder.resolve(STORAGE).resolve(tool);
    }

    /** Returns the cache of compressed layers. */
    CompressedLayers compressed() {
        return new CompressedLayers(folder.resolve(STORAGE).resolve("compressed"));
    }

    boolean outlives() {
        return channel != null;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            if (size(folder.resolve(STORAGE)) > MAX_SIZE) {
                FolderRemoval.remove(folder.resolve(STORAGE));
            }
            Files.deleteIfExists(folder.resolve(BUSY));
            channel.close();
        }
    }

    private static long size(Path folder) throws IOException {
        AtomicLong size = new AtomicLong();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    size.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return size.get();
    }
}
