package io.slipway.cli.transform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;

/**
 * Writes a binary patch like {@code git diff --binary}: the whole new file, compressed, in base 85. {@code git apply}
 * checks the hashes of both files.
 */
final class BinaryPatch {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

    /** The number of bytes in a line. */
    private static final int LINE = 52;

    /** The number of bytes encoded as {@link #GROUP_DIGITS} digits. */
    private static final int GROUP = 4;

    private static final int GROUP_DIGITS = 5;
    private static final int LETTERS = 26;

    private BinaryPatch() {}

    /** Returns the line with the hashes of both files. */
    static String index(byte[] before, byte[] after) {
        return "index " + blob(before) + ".." + blob(after) + "\n";
    }

    /** Returns the encoded bytes of a file. */
    static String literal(byte[] bytes) {
        StringBuilder out = new StringBuilder("literal ").append(bytes.length).append('\n');
        byte[] packed = deflated(bytes);
        for (int at = 0; at < packed.length; at += LINE) {
            int length = Math.min(LINE, packed.length - at);
            out.append((char) (length <= LETTERS ? 'A' + length - 1 : 'a' + length - LETTERS - 1));
            for (int group = at; group < at + length; group += GROUP) {
                append(packed, group, out);
            }
            out.append('\n');
        }
        return out.append('\n').toString();
    }

    private static void append(byte[] bytes, int at, StringBuilder out) {
        long value = 0;
        for (int i = at; i < at + GROUP; i++) {
            value = value << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        char[] digits = new char[GROUP_DIGITS];
        for (int i = GROUP_DIGITS - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (value % DIGITS.length()));
            value /= DIGITS.length();
        }
        out.append(digits);
    }

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static String blob(byte[] bytes) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
