package io.slipway.cli.doctor;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.DigestInputStream;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Incompressible bytes, generated from a seed instead of being stored.
 *
 * @param seed the seed; payloads with different seeds differ
 * @param size the length in bytes
 * @param digest the digest of all bytes
 */
record Payload(long seed, long size, Digest digest) {
    /** Returns an empty payload. */
    static final Payload NOTHING = of(0, 0);

    private static final int BLOCK = 64 * 1024;

    /** Returns a payload with a random seed, so that no other run has used it. */
    static Payload ofSize(long size) {
        return of(new SecureRandom().nextLong(), size);
    }

    private static Payload of(long seed, long size) {
        try (DigestInputStream in =
                new DigestInputStream(open(seed, size), DigestAlgorithm.SHA256.newMessageDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return new Payload(
                    seed,
                    size,
                    Digest.ofHash(DigestAlgorithm.SHA256, in.getMessageDigest().digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(long seed, long size) {
        return new Blocks(new SplittableRandom(seed), size);
    }

    /** Returns a body of known length. */
    BodyPublisher body() {
        return size == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(chunkedBody(), size);
    }

    /** Returns a body of unknown length. */
    BodyPublisher chunkedBody() {
        return BodyPublishers.ofInputStream(() -> open(seed, size));
    }

    private static final class Blocks extends InputStream {
        private final SplittableRandom random;
        private final byte[] block = new byte[BLOCK];
        private int used = BLOCK;
        private long left;

        Blocks(SplittableRandom random, long size) {
            this.random = random;
            this.left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (used == BLOCK) {
                random.nextBytes(block);
                used = 0;
            }
            int count = (int) Math.min(Math.min(length, BLOCK - used), left);
            System.arraycopy(block, used, into, offset, count);
            used += count;
            left -= count;
            return count;
        }
    }
}
