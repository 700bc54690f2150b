package io.slipway.core.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMACs with SHA-256 (RFC 2104). */
public final class Hmac {
    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    /** Computes the HMAC of a text under a key, both in UTF-8. */
    public static byte[] sha256(String key, String text) {
        return sha256(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Computes the HMAC of these bytes under a key in UTF-8. */
    public static byte[] sha256(String key, byte[] content) {
        return sha256(key.getBytes(StandardCharsets.UTF_8), content);
    }

    /** Computes the HMAC of these bytes. */
    public static byte[] sha256(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
