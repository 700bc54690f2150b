package io.slipway.core.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream whose first bytes were already read. It releases them once they are read again; a {@link java.io.SequenceInputStream} keeps them to its
 * end.
 */
final class ReadAhead extends FilterInputStream {
    private byte[] head;
    private int position;

    ReadAhead(byte[] head, InputStream rest) {
        super(rest);
        this.head = head;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (position == head.length) {
            return in.read(into, offset, length);
        }
        int count = Math.min(length, head.length - position);
        System.arraycopy(head, position, into, offset, count);
        position += count;
        if (position == head.length) {
            head = new byte[0];
            position = 0;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, Integer.MAX_VALUE - 8)).length;
    }

    @Override
    public int available() throws IOException {
        return head.length - position + in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
