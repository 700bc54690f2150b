package io.slipway.cli.feed;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFiles;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.feed.ArchiveProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Checks a file before it is pushed, so that an invalid archive fails before gigabytes are uploaded. */
final class LocalArchive {
    private LocalArchive() {}

    /** Requires that the file is an archive with at least one file in it. */
    static void check(Path file, SeekableByteChannel channel, ArchiveFormat format) throws IOException {
        Optional<String> problem = ArchiveProbe.problem(format, channel.size(), (from, length) -> {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // nothing to do
            }
            return buffer.array();
        });
        if (problem.isPresent()) {
            throw new CommandFailure(file + " cannot be a package: " + problem.get());
        }
        try {
            if (!ArchiveFiles.hasAny(file, format)) {
                throw new CommandFailure(file + " cannot be a package: it must have files, but is empty");
            }
        } catch (ArchiveException e) {
            throw new CommandFailure(file + " cannot be a package: " + e.getMessage());
        }
    }
}
