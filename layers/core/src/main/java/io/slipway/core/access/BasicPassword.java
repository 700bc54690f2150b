package io.slipway.core.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The password of Basic credentials (RFC 7617); the user name does not matter. */
public final class BasicPassword {
    private static final String SCHEME = "Basic ";

    private BasicPassword() {}

    /** Returns whether the value of a header {@code Authorization} holds Basic credentials. */
    public static boolean isIn(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the value of a header {@code Authorization}; empty if it is malformed, or of another scheme. */
    static Optional<String> of(String header) {
        if (!isIn(header)) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
            String text = new String(pair, StandardCharsets.UTF_8);
            return Optional.of(text.substring(text.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
