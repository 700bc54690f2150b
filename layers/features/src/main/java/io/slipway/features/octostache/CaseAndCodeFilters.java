package io.slipway.features.octostache;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Implements the filters for upper and lower case, Base64, and joining. */
final class CaseAndCodeFilters {
    private CaseAndCodeFilters() {}

    static void register(Filters filters) {
        filters.putText("ToUpper", (input, options) -> options.isEmpty() ? input.toUpperCase(Locale.ROOT) : null);
        filters.putText("ToLower", (input, options) -> options.isEmpty() ? input.toLowerCase(Locale.ROOT) : null);
        filters.putText("ToBase64", CaseAndCodeFilters::encode);
        filters.putText("FromBase64", CaseAndCodeFilters::decode);
        filters.put("Append", (input, options) -> options.isEmpty() ? null : orEmpty(input) + String.join("", options));
        filters.put(
                "Prepend", (input, options) -> options.isEmpty() ? null : String.join("", options) + orEmpty(input));
    }

    private static String orEmpty(@Nullable String input) {
        return input == null ? "" : input;
    }

    private static @Nullable String encode(String input, List<String> options) {
        return charset(options)
                .map(charset -> Base64.getEncoder().encodeToString(input.getBytes(charset)))
                .orElse(null);
    }

    private static @Nullable String decode(String input, List<String> options) {
        if (options.size() > 1) {
            return null;
        }
        byte[] bytes = bytes(input)
                .orElseThrow(() -> new OctostacheException("FromBase64: the input is not a valid Base-64 string"));
        return charset(options)
                .map(charset -> charset.decode(ByteBuffer.wrap(bytes)).toString())
                .orElse(null);
    }

    /** Decodes Base64, which must have its padding. White space is ignored. */
    static Optional<byte[]> bytes(String base64) {
        String text = base64.replaceAll("[ \\t\\r\\n]", "");
        try {
            return text.length() % 4 == 0 ? Optional.of(Base64.getDecoder().decode(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> charset(List<String> options) {
        String name = options.isEmpty() ? "utf8" : Lexer.lower(options.getFirst());
        return options.size() > 1
                ? Optional.empty()
                : switch (name) {
                    case "utf8", "utf-8" -> Optional.of(StandardCharsets.UTF_8);
                    case "unicode" -> Optional.of(StandardCharsets.UTF_16LE);
                    default -> Optional.empty();
                };
    }
}
