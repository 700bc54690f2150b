package io.slipway.client;

import io.slipway.core.digest.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports the progress of reading a blob. */
final class ProgressStream extends FilterInputStream {
    private final Digest digest;
    private final Progress progress;

    ProgressStream(InputStream in, Digest digest, Progress progress) {
        super(in);
        this.digest = digest;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            progress.moved(digest, 1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            progress.moved(digest, count);
        }
        return count;
    }
}
