package io.slipway.features.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A file's text and its encoding, detected as in Calamari ({@code CalamariPhysicalFileSystem.ReadAllText}): a byte order mark decides;
 * without one, it is UTF-8 if the bytes are valid UTF-8, and windows-1252 otherwise. Decoded text encodes to the same bytes.
 *
 * @param content the text without its byte order mark
 * @param encoding its encoding
 */
public record Text(String content, Encoding encoding) {
    /** The encodings with marks, UTF-32 first: UTF-16's little-endian mark is the beginning of UTF-32's. */
    private static final List<Encoding> MARKED = List.of(
            new Encoding(StandardCharsets.UTF_32BE, true),
            new Encoding(StandardCharsets.UTF_32LE, true),
            new Encoding(StandardCharsets.UTF_16BE, true),
            new Encoding(StandardCharsets.UTF_16LE, true),
            new Encoding(StandardCharsets.UTF_8, true));

    /**
     * Decodes a file.
     *
     * @throws TextException if a byte order mark announces an encoding in which the bytes are not valid
     */
    public static Text decode(byte[] bytes) throws TextException {
        for (Encoding encoding : MARKED) {
            byte[] mark = encoding.markBytes();
            if (bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
                return new Text(encoding.decode(bytes), encoding);
            }
        }
        try {
            return new Text(Encoding.UTF_8.decode(bytes), Encoding.UTF_8);
        } catch (TextException notUtf8) {
            return new Text(Encoding.WINDOWS_1252.decode(bytes), Encoding.WINDOWS_1252);
        }
    }

    /**
     * Returns whether it is binary: it contains a NUL, which programs and pictures do and text does not. UTF-16 and UTF-32 without a byte
     * order mark count as binary too; Calamari does not detect them either.
     */
    public boolean binary() {
        return content.indexOf('\0') >= 0;
    }

    /** Returns another text in the same encoding. */
    public Text with(String content) {
        return new Text(content, encoding);
    }

    /**
     * Encodes the text as the bytes to write.
     *
     * @throws TextException if the encoding lacks one of the characters
     */
    public byte[] encode() throws TextException {
        return encoding.encode(content);
    }
}
