package io.slipway.packages.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Finds and measures the central directory of a zip (APPNOTE.TXT, 4.3.6 and 4.3.14 to 4.3.16) before it is read, because readers keep it in
 * memory.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int MAX_COMMENT = 65_535;
    private static final long MARKER_32 = 0xffffffffL;

    private ZipDirectory() {}

    /** Refuses a zip whose directory is missing or larger than the limit. */
    static void check(SeekableByteChannel zip, long limit) throws IOException {
        long size = zip.size();
        ByteBuffer tail = read(zip, Math.max(0, size - MAX_COMMENT - END_SIZE - LOCATOR_SIZE), size);
        int end = findEnd(tail);
        if (end < 0) {
            throw new ArchiveException("the file must be a zip, but has no end-of-directory record");
        }
        long start = tail.getInt(end + 16) & MARKER_32;
        if (start == MARKER_32 && end >= LOCATOR_SIZE && tail.getInt(end - LOCATOR_SIZE) == LOCATOR) {
            start = zip64Start(zip, tail.getLong(end - LOCATOR_SIZE + 8), size);
        }
        long endPosition = size - tail.limit() + end;
        // Readers read from its start for as long as there are entries, regardless of the stated length.
        if (start < 0 || start > endPosition || endPosition - start > limit) {
            throw new ArchiveException(
                    "the directory of the zip must have at most " + limit + " bytes, but has more or is damaged");
        }
    }

    private static long zip64Start(SeekableByteChannel zip, long record, long size) throws IOException {
        if (record < 0 || record > size - 56) {
            throw new ArchiveException("the end of the zip is damaged");
        }
        return read(zip, record, record + 56).getLong(48);
    }

    private static int findEnd(ByteBuffer tail) {
        for (int position = tail.limit() - END_SIZE; position >= 0; position--) {
            if (tail.getInt(position) == END) {
                return position;
            }
        }
        return -1;
    }

    private static ByteBuffer read(SeekableByteChannel zip, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from)).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(from);
        while (buffer.hasRemaining()) {
            if (zip.read(buffer) < 0) {
                throw new ArchiveException("the file must have " + zip.size() + " bytes, but ends before");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
