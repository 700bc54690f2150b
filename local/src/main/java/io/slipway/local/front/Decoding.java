package io.slipway.local.front;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes the path as an HTTP API does for functions: it cuts the path at a decoded question mark. */
final class Decoding {
    private Decoding() {}

    static String path(String raw) {
        return raw.indexOf('%') < 0 ? beforeQuery(raw) : beforeQuery(decoded(raw));
    }

    private static String decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            int value = raw.charAt(i) == '%' && i + 2 < raw.length() ? hex(raw, i + 1) : -1;
            if (value < 0) {
                bytes.writeBytes(raw.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(value);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String beforeQuery(String path) {
        int question = path.indexOf('?');
        return question < 0 ? path : path.substring(0, question);
    }

    private static int hex(String raw, int at) {
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
