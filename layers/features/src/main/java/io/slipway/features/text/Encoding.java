package io.slipway.features.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An encoding of text as bytes. Decoding and encoding are strict and inverse: {@link #encode} restores the bytes that {@link #decode}
 * accepts.
 *
 * @param charset the character set
 * @param mark whether a byte order mark precedes the text
 */
public record Encoding(Charset charset, boolean mark) {
    /** UTF-8 without a byte order mark: the default of files. */
    public static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, false);

    /**
     * Calamari's encoding of text that is not UTF-8. As in .NET, its five undefined bytes are the control characters
     * with the same numbers.
     */
    public static final Encoding WINDOWS_1252 = new Encoding(Charset.forName("windows-1252"), false);

    private static final String MARK = "\uFEFF";

    /**
     * Returns the encoding with a name that .NET's {@code Encoding.GetEncoding} accepts. As there, Unicode encodings
     * requested by name write a byte order mark.
     *
     * @return empty for an unknown name
     */
    public static Optional<Encoding> named(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        return switch (key) {
            case "utf-8",
                    "unicode-1-1-utf-8",
                    "unicode-2-0-utf-8",
                    "x-unicode-1-1-utf-8",
                    "x-unicode-2-0-utf-8",
                    "65001" -> Optional.of(new Encoding(StandardCharsets.UTF_8, true));
            case "utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2" ->
                Optional.of(new Encoding(StandardCharsets.UTF_16LE, true));
            case "utf-16be", "unicodefffe" -> Optional.of(new Encoding(StandardCharsets.UTF_16BE, true));
            case "utf-32", "utf-32le", "ucs-4", "iso-10646-ucs-4" ->
                Optional.of(new Encoding(StandardCharsets.UTF_32LE, true));
            case "utf-32be" -> Optional.of(new Encoding(StandardCharsets.UTF_32BE, true));
            default -> other(key);
        };
    }

    private static Optional<Encoding> other(String key) {
        try {
            Charset charset = Charset.forName(key);
            return charset.canEncode()
                            && !key.startsWith("utf-7")
                            && !charset.name().startsWith("UTF-")
                    ? Optional.of(new Encoding(charset, false))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Decodes bytes, without the byte order mark, which must be present if {@link #mark} is set.
     *
     * @throws TextException if the bytes are not valid in this encoding
     */
    public String decode(byte[] bytes) throws TextException {
        int start = mark ? markBytes().length : 0;
        if (charset.equals(WINDOWS_1252.charset)) {
            return Windows1252.decode(bytes, start);
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TextException("the bytes are not valid " + charset.name()
                    + (mark ? ", which their byte order mark announces" : ""));
        }
    }

    /**
     * Returns the bytes of a text, after the byte order mark if there is one.
     *
     * @throws TextException if the encoding lacks one of the characters
     */
    public byte[] encode(String text) throws TextException {
        byte[] mark = this.mark ? markBytes() : new byte[0];
        ByteBuffer body;
        if (charset.equals(WINDOWS_1252.charset)) {
            body = ByteBuffer.wrap(Windows1252.encode(text));
        } else {
            try {
                body = charset.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .encode(CharBuffer.wrap(text));
            } catch (CharacterCodingException e) {
                throw new TextException(charset.name() + " cannot represent every character of the text");
            }
        }
        byte[] bytes = new byte[mark.length + body.remaining()];
        System.arraycopy(mark, 0, bytes, 0, mark.length);
        body.get(bytes, mark.length, bytes.length - mark.length);
        return bytes;
    }

    /** Returns the bytes of this character set's byte order mark. */
    byte[] markBytes() {
        return MARK.getBytes(charset);
    }
}
