package io.slipway.core.access;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;

/** A secret key for signatures, known by an id that tells nothing about it. */
public final class SigningKey {
    /** The shortest secret, in bytes, that HS256 takes (RFC 7518, section 3.2). */
    public static final int MIN_LENGTH = 32;

    private final String id;
    private final byte[] bytes;

    private SigningKey(String id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** The key made of a secret's UTF-8 bytes. */
    public static SigningKey of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_LENGTH) {
            throw new IllegalArgumentException("a signing secret has at least " + MIN_LENGTH + " bytes");
        }
        String hash = Digest.of(
                        DigestAlgorithm.SHA256,
                        Digest.of(DigestAlgorithm.SHA256, bytes).hash())
                .hex();
        return new SigningKey(hash.substring(0, 16), bytes);
    }

    public String id() {
        return id;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Never the key itself. */
    @Override
    public String toString() {
        return "SigningKey " + id;
    }
}
