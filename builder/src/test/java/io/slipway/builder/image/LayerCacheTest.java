package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {
    @TempDir
    private Path folder;

    private Path kept;
    private Path work;

    @BeforeEach
    void folders() throws IOException {
        kept = folder.resolve("images/app");
        work = Files.createDirectory(folder.resolve("work"));
    }

    private LayerCache take() throws IOException {
        return LayerCache.open(Optional.of(kept), work);
    }

    private static void write(LayerCache cache, long size) throws IOException {
        Path storage = Files.createDirectories(cache.storage("buildah"));
        try (RandomAccessFile file =
                new RandomAccessFile(storage.resolve("layer").toFile(), "rw")) {
            file.setLength(size);
        }
    }

    @Test
    void the_next_build_of_an_image_finds_the_cached_layers() throws IOException {
        try (LayerCache first = take()) {
            assertThat(first.outlives()).isTrue();
            write(first, 7);
        }
        try (LayerCache second = take()) {
            assertThat(second.storage("buildah").resolve("layer")).hasSize(7);
        }
    }

    @Test
    void a_job_without_a_persistent_folder_caches_layers_in_its_own() throws IOException {
        try (LayerCache cache = LayerCache.open(Optional.empty(), work)) {
            assertThat(cache.outlives()).isFalse();
            assertThat(cache.storage("buildah").startsWith(work)).isTrue();
        }
    }

    @Test
    void layers_left_by_a_killed_job_are_not_used() throws IOException {
        try (LayerCache first = take()) {
            write(first, 7);
        }
        Files.createFile(kept.resolve("busy"));
        try (LayerCache next = take()) {
            assertThat(next.storage("buildah")).doesNotExist();
        }
        try (LayerCache after = take()) {
            assertThat(after.outlives()).isTrue();
        }
        assertThat(kept.resolve("busy")).doesNotExist();
    }

    @Test
    void layers_that_exceed_the_maximum_size_are_removed() throws IOException {
        try (LayerCache first = take()) {
            write(first, LayerCache.MAX_SIZE + 1);
        }
        try (LayerCache next = take()) {
            assertThat(next.storage("buildah")).doesNotExist();
        }
    }

    @Test
    void the_least_recently_used_layers_of_base_images_are_removed() throws IOException {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        for (int i = 1; i <= 4; i++) {
            Path blob = blobs.resolve("sha256-" + i);
            try (RandomAccessFile file = new RandomAccessFile(blob.toFile(), "rw")) {
                file.setLength(BlobCache.MAX_SIZE / 3);
            }
            Files.setLastModifiedTime(
                    blob, java.nio.file.attribute.FileTime.from(Instant.parse("2026-05-0" + i + "T12:00:00Z")));
        }
        new BlobCache(blobs, work, Clock.systemUTC()).shrink();
        assertThat(blobs.resolve("sha256-1")).doesNotExist();
        assertThat(blobs.resolve("sha256-2")).exists();
        assertThat(blobs.resolve("sha256-4")).exists();
    }
}
