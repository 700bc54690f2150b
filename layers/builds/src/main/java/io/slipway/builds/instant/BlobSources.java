package io.slipway.builds.instant;

import io.slipway.builds.files.ContentSource;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.packages.archive.ArchiveBytes;
import io.slipway.packages.archive.LayerFiles;
import io.slipway.packages.archive.RangeChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Set;

/** Creates sources of the files in the registry's blobs. */
final class BlobSources {
    /** The size of the ranges in which a whole zip is fetched: 4 MiB. */
    private static final int BLOCK = 4 << 20;

    private BlobSources() {}

    /** Returns the bytes of a package's archive. */
    static ArchiveBytes archive(BlobBytes bytes, StoredBlob blob) {
        return new ArchiveBytes() {
            @Override
            public long size() {
                return blob.size();
            }

            @Override
            public SeekableByteChannel channel() {
                return new RangeChannel(blob.size(), BLOCK, (from, length) -> bytes.read(blob, from, length));
            }

            @Override
            public InputStream stream() {
                return bytes.open(blob);
            }
        };
    }

    /** Returns a blob as a single file with the number 0. */
    static ContentSource ofBlob(BlobBytes bytes, StoredBlob blob) {
        return (numbers, reader) -> {
            try (InputStream body = bytes.open(blob)) {
                reader.read(0, body);
            }
        };
    }

    /** Returns the files of a layer. */
    static ContentSource ofLayer(BlobBytes bytes, StoredBlob blob) {
        return (numbers, reader) -> {
            try (InputStream in = bytes.open(blob)) {
                select(in, numbers, reader);
            }
        };
    }

    /** Returns the files of an archive that is a file of another source. */
    static ContentSource ofNested(ContentSource.Place archive) {
        return (numbers, reader) ->
                archive.source().read(Set.of(archive.number()), (number, body) -> select(body, numbers, reader));
    }

    private static void select(InputStream in, Set<Integer> numbers, ContentSource.Reader reader) throws IOException {
        int[] left = {numbers.size()};
        LayerFiles.visit(in, (file, body) -> {
            if (numbers.contains(file.number())) {
                left[0]--;
                reader.read(file.number(), body);
            }
            return left[0] > 0;
        });
    }
}
