package io.slipway.features.octostache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Implements the hash filters, complete or shortened to a number of bytes. */
final class HashFilters {
    private static final Map<String, String> ALGORITHMS =
            Map.of("Md5", "MD5", "Sha1", "SHA-1", "Sha256", "SHA-256", "Sha384", "SHA-384", "Sha512", "SHA-512");

    private HashFilters() {}

    static void register(Filters filters) {
        ALGORITHMS.forEach(
                (name, algorithm) -> filters.putText(name, (input, options) -> hash(algorithm, input, options)));
    }

    private static @Nullable String hash(String algorithm, String input, List<String> options) {
        if (options.size() > 2) {
            return null;
        }
        Optional<Integer> size = Optional.empty();
        Optional<byte[]> bytes = Optional.empty();
        for (String option : options) {
            Optional<Integer> number = SliceFilters.number(option);
            if (number.isPresent()) {
                if (size.isPresent() || number.get() <= 0) {
                    return null;
                }
                size = number;
            } else {
                Optional<byte[]> encoded = bytes(input, Lexer.lower(option));
                if (bytes.isPresent() || encoded.isEmpty()) {
                    return null;
                }
                bytes = encoded;
            }
        }
        byte[] digest = digest(algorithm, bytes.orElseGet(() -> input.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, Math.min(size.orElse(digest.length), digest.length)));
    }

    private static Optional<byte[]> bytes(String input, String encoding) {
        return switch (encoding) {
            case "utf8", "utf-8" -> Optional.of(input.getBytes(StandardCharsets.UTF_8));
            case "unicode" -> Optional.of(input.getBytes(StandardCharsets.UTF_16LE));
            case "base64" -> CaseAndCodeFilters.bytes(input);
            default -> Optional.empty();
        };
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
