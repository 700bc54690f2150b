package io.slipway.features.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists the encodings in which programs print a value: percent-encoding and base64, also within a longer text. */
final class Encodings {
    /** The minimum number of base64 characters that identify a value within a longer text. */
    private static final int MIN_INNER = 6;

    private static final int BITS = 6;
    private static final int OCTET = 8;
    private static final int GROUP = 3;
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private Encodings() {}

    /** Adds the encodings of a value. */
    static void add(String value, Set<String> texts) {
        if (value.isEmpty()) {
            return;
        }
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String address = form.replace("+", "%20");
        for (String encoded : List.of(form, address, address.replace("%2F", "/").replace("%3A", ":"))) {
            texts.add(encoded);
            texts.add(ESCAPE.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
        }
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            texts.add(encoder.encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            for (int before = 0; before < GROUP; before++) {
                inner(encoder.withoutPadding(), value, before, texts);
            }
        }
    }

    /** Adds the base64 characters that depend only on the value if this many bytes precede it. */
    private static void inner(Base64.Encoder encoder, String value, int before, Set<String> texts) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = encoder.encodeToString(shifted);
        int first = (before * OCTET + BITS - 1) / BITS;
        int end = shifted.length * OCTET / BITS;
        if (end - first >= MIN_INNER) {
            texts.add(encoded.substring(first, end));
        }
    }
}
