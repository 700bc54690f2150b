package io.slipway.packages.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Recognizes the metadata that a NuGet package adds to the packed files, and unescapes its names, which are escaped as in a URL (Open
 * Packaging Conventions; as Octopus Deploy's extractor reads them).
 */
final class NuGetNames {
    private static final List<String> HOUSEKEEPING = List.of("_rels/", "package/services/metadata/");

    private NuGetNames() {}

    /** Returns whether an entry is metadata of the package. */
    static boolean isHousekeeping(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean atRoot = name.indexOf('/') < 0;
        return HOUSEKEEPING.stream().anyMatch(lower::startsWith)
                || (atRoot
                        && (lower.equals("[content_types].xml")
                                || lower.endsWith(".nuspec")
                                || lower.endsWith(".nupkg.sha512")));
    }

    /** Unescapes a name. Invalid escapes, and those that are not UTF-8, stay unchanged. */
    static String unescape(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int position = 0;
        while (position < name.length()) {
            int escape = escaped(name, position);
            if (escape >= 0) {
                bytes.write(escape);
                position += 3;
            } else {
                int next = name.offsetByCodePoints(position, 1);
                bytes.writeBytes(name.substring(position, next).getBytes(StandardCharsets.UTF_8));
                position = next;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    private static int escaped(String name, int position) {
        boolean escape = name.charAt(position) == '%'
                && position + 2 < name.length()
                && HexFormat.isHexDigit(name.charAt(position + 1))
                && HexFormat.isHexDigit(name.charAt(position + 2));
        return escape ? HexFormat.fromHexDigits(name, position + 1, position + 3) : -1;
    }
}
