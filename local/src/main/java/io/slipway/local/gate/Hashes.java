package io.slipway.local.gate;

import io.slipway.core.digest.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The two hash functions of Signature Version 4. */
final class Hashes {
    private Hashes() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] mac(byte[] key, String text) {
        return Hmac.sha256(key, utf8(text));
    }

    static String hexMac(byte[] key, String text) {
        return HexFormat.of().formatHex(mac(key, text));
    }

    static boolean same(String a, String b) {
        return MessageDigest.isEqual(utf8(a), utf8(b));
    }
}
