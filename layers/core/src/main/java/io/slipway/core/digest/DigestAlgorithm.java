package io.slipway.core.digest;

import io.slipway.core.error.Quoted;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The registered digest algorithms, which the image specification requires or allows ("Registered Algorithms"). */
public enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String prefix;
    private final String javaName;
    private final int hexLength;

    DigestAlgorithm(String prefix, String javaName, int hexLength) {
        this.prefix = prefix;
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    /** Returns the algorithm with this name; an unknown one is an {@link IllegalArgumentException}. */
    public static DigestAlgorithm named(String prefix) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.prefix.equals(prefix)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException(
                "a digest's algorithm must be sha256 or sha512, but was " + Quoted.of(prefix));
    }

    /** Returns the part before the colon. */
    public String prefix() {
        return prefix;
    }

    /** Returns the number of hexadecimal digits of the hash. */
    public int hexLength() {
        return hexLength;
    }

    /** Returns a new instance of this hash function. */
    public MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + javaName, e);
        }
    }
}
