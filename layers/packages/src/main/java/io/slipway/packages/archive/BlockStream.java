package io.slipway.packages.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that routes every read and skip through {@link #read(byte[], int, int)}. */
public abstract class BlockStream extends FilterInputStream {
    private static final int SKIPPED = 8_192;

    protected BlockStream(InputStream in) {
        super(in);
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final long skip(long wanted) throws IOException {
        byte[] skipped = new byte[Math.clamp(wanted, 0, SKIPPED)];
        return Math.max(read(skipped, 0, skipped.length), 0);
    }
}
