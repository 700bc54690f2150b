package io.slipway.features.xml;

import io.slipway.features.text.Encoding;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A document and its file's encoding: that of the byte order mark, or else that of the declaration if the bytes are valid in it, or else
 * that of any text ({@link Text}). An unchanged document is written with the same bytes.
 *
 * @param document the document
 * @param encoding its encoding
 */
public record XmlFile(XmlDocument document, Encoding encoding) {
    /** The number of characters at the beginning that may contain the declaration. */
    private static final int PROBE = 1_000;

    /**
     * Reads a file.
     *
     * @throws TextException if a byte order mark announces an encoding in which the bytes are not valid
     * @throws XmlException if it is not XML
     */
    public static XmlFile read(byte[] bytes) throws TextException, XmlException {
        Text text = decode(bytes);
        return new XmlFile(XmlDocument.parse(text.content()), text.encoding());
    }

    /**
     * The file to write.
     *
     * @param bytes the file
     * @param warning the warning about the encoding, if it had to change
     */
    // Instances are never compared, and copies would only cost memory.
    @SuppressWarnings("ArrayRecordComponent")
    public record Written(byte[] bytes, Optional<String> warning) {}

    /** Returns the file's bytes. If its encoding lacks a character, it becomes UTF-8, in the declaration too. */
    public Written write() throws TextException {
        try {
            return new Written(encoding.encode(document.markup()), Optional.empty());
        } catch (TextException lacking) {
            document.declaration()
                    .filter(declaration -> declaration.encoding().isPresent())
                    .ifPresent(declaration -> declaration.setEncoding("utf-8"));
            return new Written(
                    Encoding.UTF_8.encode(document.markup()),
                    Optional.of(lacking.getMessage() + "; it is written as UTF-8"));
        }
    }

    private static Text decode(byte[] bytes) throws TextException {
        Text text = Text.decode(bytes);
        if (text.encoding().mark()) {
            return text;
        }
        Optional<Encoding> own = wide(bytes).or(() -> declared(text.content()));
        if (own.isPresent()) {
            try {
                return new Text(own.get().decode(bytes), own.get());
            } catch (TextException notSo) {
                return text;
            }
        }
        return text;
    }

    /**
     * Detects UTF-16 and UTF-32 without a byte order mark by the first characters of the declaration (XML 1.0,
     * appendix F).
     */
    private static Optional<Encoding> wide(byte[] bytes) {
        if (bytes.length < 4) {
            return Optional.empty();
        }
        int first = bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
        return switch (first) {
            case 0x003C003F -> Optional.of(new Encoding(StandardCharsets.UTF_16BE, false));
            case 0x3C003F00 -> Optional.of(new Encoding(StandardCharsets.UTF_16LE, false));
            default -> Optional.empty();
        };
    }

    /**
     * Returns the declared encoding if it is possible: it cannot be UTF-16 or UTF-32 if the declaration was readable
     * as single bytes.
     */
    private static Optional<Encoding> declared(String text) {
        int end = text.startsWith("<?xml")
                ? text.substring(0, Math.min(text.length(), PROBE)).indexOf("?>")
                : -1;
        return end < 0
                ? Optional.empty()
                : XmlDeclaration.encodingIn(text.substring(0, end))
                        .flatMap(Encoding::named)
                        .map(Encoding::charset)
                        .filter(charset -> !charset.name().startsWith("UTF-16")
                                && !charset.name().startsWith("UTF-32"))
                        .map(charset -> new Encoding(charset, false));
    }
}
