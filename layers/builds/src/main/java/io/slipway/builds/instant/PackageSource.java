package io.slipway.builds.instant;

import com.fasterxml.jackson.core.JsonToken;
import io.slipway.builds.files.ContentSource;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.ArchiveListing;
import io.slipway.packages.archive.ListedFile;
import io.slipway.packages.archive.ListedFile.Range;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads the files of a package: a few files of a zip individually, otherwise all in one pass; files of a compressed
 * tar that features read are cached.
 */
final class PackageSource implements ContentSource {
    /** The maximum number of files that are read individually, with a call each; more are read in one pass. */
    private static final int SINGLE = 64;

    /** The maximum size of a file that is read in one call: 16 MiB. */
    private static final long MAX_RANGE = 16L << 20;

    /** The maximum total size of the cached files: 16 MiB. */
    private static final long MAX_KEPT = 16L << 20;

    private final BlobBytes bytes;
    private final StoredBlob blob;
    private final Digest digest;
    private final ArchiveFormat format;
    private final Map<Integer, Range> ranges = new TreeMap<>();
    private final Map<Integer, Long> sizes = new TreeMap<>();

    PackageSource(BlobBytes bytes, StoredBlob blob, Digest digest, ArchiveFormat format, PackageIndex index) {
        this.bytes = bytes;
        this.blob = blob;
        this.digest = digest;
        this.format = format;
        for (ListedFile file : index.files().values()) {
            sizes.put(file.number(), file.size());
            file.stored().ifPresent(range -> ranges.put(file.number(), range));
        }
    }

    @Override
    public void read(Set<Integer> numbers, Reader reader) throws IOException {
        if (!alone(numbers)) {
            ArchiveListing.contents(BlobSources.archive(bytes, blob), format, numbers, reader::read);
            return;
        }
        for (Map.Entry<Integer, Range> file : ranges.entrySet()) {
            if (numbers.contains(file.getKey())) {
                try (InputStream body = open(file.getValue())) {
                    reader.read(file.getKey(), body);
                }
            }
        }
    }

    private boolean alone(Set<Integer> numbers) {
        return numbers.size() <= SINGLE
                && ranges.keySet().containsAll(numbers)
                && ranges.entrySet().stream()
                        .filter(it -> numbers.contains(it.getKey()))
                        .allMatch(it -> it.getValue().length() <= MAX_RANGE);
    }

    private InputStream open(Range range) {
        if (range.length() == 0) {
            return InputStream.nullInputStream();
        }
        InputStream stored = new ByteArrayInputStream(bytes.read(blob, range.from(), Math.toIntExact(range.length())));
        return range.deflated() ? new InflaterInputStream(stored, new Inflater(true)) : stored;
    }

    /** Reads files that later builds need again, and caches them if they cannot be read individually. */
    void readAgain(Set<Integer> numbers, Indexes indexes, SpaceName space, Reader reader) throws IOException {
        long size = numbers.stream()
                .mapToLong(number -> sizes.getOrDefault(number, 0L))
                .sum();
        if (alone(numbers) || size > MAX_KEPT) {
            read(numbers, reader);
            return;
        }
        String selection = Digest.of(
                        DigestAlgorithm.SHA256,
                        new TreeSet<>(numbers).toString().getBytes(StandardCharsets.UTF_8))
                .hex();
        String name = "selected/" + digest.algorithm().prefix() + "/" + digest.hex() + "/" + selection;
        Optional<byte[]> kept = indexes.find(space, name);
        Map<Integer, byte[]> files = new TreeMap<>();
        if (kept.isPresent()) {
            files.putAll(unpacked(kept.get()));
        } else {
            read(numbers, (number, body) -> files.put(number, body.readAllBytes()));
            indexes.put(space, name, packed(files));
        }
        for (Map.Entry<Integer, byte[]> file : files.entrySet()) {
            reader.read(file.getKey(), new ByteArrayInputStream(file.getValue()));
        }
    }

    private static byte[] packed(Map<Integer, byte[]> files) {
        return Json.write(json -> {
            json.writeStartArray();
            for (Map.Entry<Integer, byte[]> file : files.entrySet()) {
                json.writeNumber(file.getKey());
                json.writeBinary(file.getValue());
            }
            json.writeEndArray();
        });
    }

    private static Map<Integer, byte[]> unpacked(byte[] packed) throws IOException {
        return Json.read(packed, json -> {
            Map<Integer, byte[]> files = new TreeMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                int number = json.getIntValue();
                json.nextToken();
                files.put(number, json.getBinaryValue());
            }
            return files;
        });
    }
}
