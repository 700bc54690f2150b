package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A body whose SHA-256 is covered by the signature. Its last bytes are only passed on if the hash is correct. */
final class HashedBody extends FilterInputStream {
    private final String expected;
    private final long length;
    private final MessageDigest digest;
    private long seen;
    private Optional<Refusal> refusal = Optional.empty();

    HashedBody(InputStream in, String expected, long length) {
        super(in);
        this.expected = expected;
        this.length = length;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the reason why the body was rejected, if it was. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        int read = in.read(into, offset, wanted);
        if (read > 0) {
            digest.update(into, offset, read);
            seen += read;
            if (seen >= length && !HexFormat.of().formatHex(digest.digest()).equals(expected)) {
                refusal = Optional.of(new Refusal(
                        Reason.WRONG_HASH,
                        "The provided 'x-amz-content-sha256' header does not match what was computed."));
                throw new IOException(refusal.get());
            }
        }
        return read;
    }
}
