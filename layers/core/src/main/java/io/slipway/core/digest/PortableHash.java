package io.slipway.core.digest;

import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.EncodableDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/**
 * Bouncy Castle's hash, which runs in any JVM, and is five to ten times slower than the processor's instructions.
 *
 * @param hash the hash, an {@link EncodableDigest} too
 */
record PortableHash(ExtendedDigest hash) implements ResumableHash {

    static PortableHash begin(DigestAlgorithm algorithm) {
        return new PortableHash(
                switch (algorithm) {
                    case SHA256 -> new SHA256Digest();
                    case SHA512 -> new SHA512Digest();
                });
    }

    static PortableHash resume(DigestAlgorithm algorithm, byte[] state) {
        return new PortableHash(
                switch (algorithm) {
                    case SHA256 -> new SHA256Digest(state);
                    case SHA512 -> new SHA512Digest(state);
                });
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
    }

    @Override
    public byte[] state() {
        return ((EncodableDigest) hash).getEncodedState();
    }

    @Override
    public byte[] digest() {
        byte[] value = new byte[hash.getDigestSize()];
        hash.doFinal(value, 0);
        return value;
    }
}
