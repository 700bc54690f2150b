package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an archive, independent of where they are stored. */
public interface ArchiveBytes {

    /** Returns the length in bytes. */
    long size() throws IOException;

    /** Opens the bytes for reads at any position. */
    SeekableByteChannel channel() throws IOException;

    /** Opens the bytes from the beginning. */
    InputStream stream() throws IOException;

    /** Returns the bytes of a file. */
    static ArchiveBytes of(Path file) {
        return new ArchiveBytes() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public SeekableByteChannel channel() throws IOException {
                return Files.newByteChannel(file);
            }

            @Override
            public InputStream stream() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
