package io.slipway.builder.image;

import io.slipway.client.BlobPuller;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Caches the layers of base images on this machine, by digest. A build reads only blobs of manifests that it may pull. */
final class BlobCache {
    /** The maximum total size of the cached layers of a space, in bytes: 8 GiB. The least recently used ones are removed. */
    static final long MAX_SIZE = 8L * 1024 * 1024 * 1024;

    private final Path folder;
    private final Path work;
    private final Clock clock;

    /**
     * Creates a cache in these folders, which must be on the same file system.
     *
     * @param folder the folder of the cached layers
     * @param work a folder of the job
     */
    BlobCache(Path folder, Path work, Clock clock) {
        this.folder = folder;
        this.work = work;
        this.clock = clock;
    }

    /** Places a blob at the target: a link to the cached file, or a newly pulled one. */
    void place(Session session, RemoteRepository repository, Digest digest, long size, Path target) throws IOException {
        Path kept = folder.resolve(digest.algorithm().prefix() + "-" + digest.hex());
        if (!Files.exists(kept)) {
            Path fresh = Files.createDirectories(work).resolve(digest.hex());
            new BlobPuller(session, Progress.NONE).pull(repository, digest, size, fresh);
            Files.createDirectories(folder);
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
        link(kept, target);
    }

    /** Links a file, or copies it if the file system has no links. */
    static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            // An image may contain a layer twice.
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, target);
        }
    }

    /** Removes the least recently used layers until the rest does not exceed the maximum size. */
    void shrink() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> newest;
        try (Stream<Path> files = Files.list(folder)) {
            newest = files.sorted(Comparator.comparing(BlobCache::used).reversed())
                    .toList();
        }
        long size = 0;
        for (Path file : newest) {
            size += Files.size(file);
            if (size > MAX_SIZE) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Instant used(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
