package io.slipway.packages.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reads a remote file as a channel, fetching ranges, and caches the last one. */
public final class RangeChannel implements SeekableByteChannel {
    /** The size of a range in bytes: 256 KiB. */
    public static final int BLOCK = 256 * 1024;

    /** Fetches a range. */
    @FunctionalInterface
    public interface Ranges {
        /**
         * Returns all the bytes of a range.
         *
         * @param from the first byte
         * @param length the number of bytes
         */
        byte[] read(long from, int length) throws IOException;
    }

    private final Ranges ranges;
    private final long size;
    private final int length;
    private byte[] block = new byte[0];
    private long blockStart;
    private long position;
    private boolean open = true;

    /**
     * @param size the file's length in bytes
     */
    public RangeChannel(long size, Ranges ranges) {
        this(size, BLOCK, ranges);
    }

    /**
     * @param size the file's length in bytes
     *
     * @param length the size of a range in bytes; larger ranges need fewer calls to read the whole file
     */
    public RangeChannel(long size, int length, Ranges ranges) {
        this.size = size;
        this.length = length;
        this.ranges = ranges;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        if (position < blockStart || position >= blockStart + block.length) {
            // Zips are read from their end, so the last block has the full length.
            blockStart = Math.max(0, Math.min(position, size - length));
            block = ranges.read(blockStart, (int) Math.min(length, size - blockStart));
        }
        int offset = (int) (position - blockStart);
        int count = Math.min(target.remaining(), block.length - offset);
        if (count <= 0 && target.hasRemaining()) {
            throw new ArchiveException("the file must have " + size + " bytes, but ends before");
        }
        target.put(block, offset, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        if (next < 0) {
            throw new IllegalArgumentException("a position must be 0 or more, but was " + next);
        }
        position = next;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
