package io.slipway.packages.feed;

import io.slipway.packages.archive.ArchiveFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Checks that a file has the format of its extension and is not empty, by reading only its end (zips) or its
 * beginning (tars). For tars compressed with bzip2, xz or zstd, only the first bytes are checked, not the content.
 */
public final class ArchiveProbe {
    /** The maximum number of bytes read: 68 KiB, for a zip's longest comment with the records around it. */
    public static final int MAX_READ = 68 * 1024;

    private static final int ZIP_END = 0x06054b50;
    private static final int ZIP_END_SIZE = 22;
    private static final int ZIP_ENTRY = 0x02014b50;
    private static final long MARKER_32 = 0xffffffffL;
    private static final int TAR_BLOCK = 512;
    private static final int TAR_CHECKSUM = 148;
    private static final String EMPTY = "it must have files, but is empty";

    private ArchiveProbe() {}

    /** Reads a range of a file. */
    @FunctionalInterface
    public interface Ranges {
        /** Returns all the bytes of a range. */
        byte[] read(long from, int length) throws IOException;
    }

    /**
     * Returns the reason why the file is not a usable archive; empty if it looks like one. One read.
     *
     * @param size the file's length in bytes
     */
    public static Optional<String> problem(ArchiveFormat format, long size, Ranges ranges) throws IOException {
        if (size == 0) {
            return Optional.of("it must have files, but has 0 bytes");
        }
        int length = (int) Math.min(size, MAX_READ);
        if (format.isZip()) {
            return zip(ranges.read(size - length, length), size);
        }
        byte[] head = ranges.read(0, length);
        return switch (format) {
            case TAR_GZIP -> gzip(head);
            case TAR_BZIP2 -> begins(head, "425a68", "bzip2");
            case TAR_XZ -> begins(head, "fd377a585a00", "xz");
            case TAR_ZSTD -> begins(head, "28b52ffd", "zstd");
            default -> tar(head, size <= head.length);
        };
    }

    /** Checks the record at the end of a zip, which contains the number of entries and the start of the directory (APPNOTE.TXT, 4.3.16). */
    private static Optional<String> zip(byte[] tail, long size) {
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        for (int end = tail.length - ZIP_END_SIZE; end >= 0; end--) {
            if (bytes.getInt(end) == ZIP_END) {
                if (bytes.getShort(end + 10) == 0) {
                    return Optional.of(EMPTY);
                }
                long start = bytes.getInt(end + 16) & MARKER_32;
                long position = start - (size - tail.length);
                boolean damaged = start != MARKER_32
                        && (start >= size
                                || (position >= 0 && bytes.getInt((int) Math.min(position, end)) != ZIP_ENTRY));
                return damaged ? Optional.of("its directory must be readable, but is damaged") : Optional.empty();
            }
        }
        return Optional.of("it must be a zip, but has no directory at its end");
    }

    private static Optional<String> gzip(byte[] head) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            byte[] plain = new byte[MAX_READ];
            int count = 0;
            try {
                for (int read = in.read(plain); read > 0; read = in.read(plain, count, plain.length - count)) {
                    count += read;
                }
            } catch (IOException e) {
                // Only the beginning of the file was read, and the bytes decompressed so far are enough.
                if (count == 0) {
                    return Optional.of("its headers must be readable, but one is damaged");
                }
            }
            return tar(Arrays.copyOf(plain, count), false);
        } catch (IOException e) {
            return Optional.of("it must be compressed with gzip, but is not");
        }
    }

    private static Optional<String> begins(byte[] head, String magic, String compression) {
        byte[] wanted = HexFormat.of().parseHex(magic);
        boolean same = head.length > wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
        return same ? Optional.empty() : Optional.of("it must be compressed with " + compression + ", but is not");
    }

    /** Checks the headers of a tar: 512 bytes each, with a checksum; a block of zeros is the end (POSIX, pax). */
    private static Optional<String> tar(byte[] head, boolean whole) {
        if (head.length < TAR_BLOCK) {
            return Optional.of("it must be a tar, but is not");
        }
        long position = 0;
        while (position + TAR_BLOCK <= head.length) {
            byte[] header = Arrays.copyOfRange(head, (int) position, (int) position + TAR_BLOCK);
            if (isZero(header)) {
                return Optional.of(EMPTY);
            }
            if (!checksumFits(header)) {
                return Optional.of(
                        position == 0
                                ? "it must be a tar, but is not"
                                : "its headers must be readable, but one is damaged");
            }
            if (isEntry(header)) {
                return Optional.empty();
            }
            long size = octal(header, 124, 12);
            position += TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        }
        return whole ? Optional.of(EMPTY) : Optional.empty();
    }

    private static boolean isZero(byte[] header) {
        return Arrays.equals(header, new byte[TAR_BLOCK]);
    }

    private static boolean checksumFits(byte[] header) {
        long sum = 0;
        for (int i = 0; i < TAR_BLOCK; i++) {
            boolean checksum = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + 8;
            sum += checksum ? ' ' : header[i] & 0xff;
        }
        return sum == octal(header, TAR_CHECKSUM, 8);
    }

    /** Returns whether the header belongs to an entry, not to the folder itself, and is not a header for later ones. */
    private static boolean isEntry(byte[] header) {
        String name = new String(header, 0, 100, StandardCharsets.ISO_8859_1);
        int end = name.indexOf('\0');
        boolean root = (end < 0 ? name : name.substring(0, end)).matches("(?:\\./*)+");
        return "xgXKL".indexOf(header[156]) < 0 && !root;
    }

    private static long octal(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return text.matches("[0-7]{1,12}") ? Long.parseLong(text, 8) : 0;
    }
}
