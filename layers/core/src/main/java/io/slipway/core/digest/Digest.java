package io.slipway.core.digest;

import io.slipway.core.error.Quoted;
import java.util.HexFormat;

/**
 * A content digest, {@code algorithm:hex}, in the canonical form of the image specification's section "Digests".
 *
 * @param algorithm the algorithm, one of those registered
 * @param hex the encoded hash: lower-case hexadecimal digits, as many as the algorithm requires
 */
public record Digest(DigestAlgorithm algorithm, String hex) {

    public Digest {
        if (hex.length() != algorithm.hexLength() || !isLowerHex(hex)) {
            throw new IllegalArgumentException("a " + algorithm.prefix() + " digest must have " + algorithm.hexLength()
                    + " lower-case hexadecimal digits, but had "
                    + Quoted.of(hex));
        }
    }

    /**
     * Reads {@code algorithm:hex}.
     *
     * @throws IllegalArgumentException with the reason, for any other text
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a digest must have the form algorithm:hex, but was " + Quoted.of(text));
        }
        return new Digest(DigestAlgorithm.named(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** Computes the digest of these bytes. */
    public static Digest of(DigestAlgorithm algorithm, byte[] content) {
        return ofHash(algorithm, algorithm.newMessageDigest().digest(content));
    }

    /** Returns the digest with this hash. */
    public static Digest ofHash(DigestAlgorithm algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /** Returns whether this text is meant as a digest, well formed or not: a tag never contains a colon. */
    public static boolean looksLike(String reference) {
        return reference.indexOf(':') >= 0;
    }

    /** Returns the hash as bytes. */
    public byte[] hash() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return algorithm.prefix() + ":" + hex;
    }

    private static boolean isLowerHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
