package io.slipway.features.text;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Windows' Western code page as .NET reads it: the bytes 81, 8D, 8F, 90 and 9D, which Java rejects, are the control
 * characters with the same numbers. Every byte is thus a character, and a file that is wrongly read in this encoding
 * is still written unchanged.
 */
final class Windows1252 {
    private static final int FIRST = 0x80;
    private static final int LAST = 0x9F;
    private static final char[] HIGH = high();
    private static final byte[] BACK = back();

    private Windows1252() {}

    static String decode(byte[] bytes, int start) {
        char[] text = new char[bytes.length - start];
        for (int i = 0; i < text.length; i++) {
            int b = bytes[start + i] & 0xFF;
            text[i] = b >= FIRST && b <= LAST ? HIGH[b - FIRST] : (char) b;
        }
        return new String(text);
    }

    static byte[] encode(String text) throws TextException {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            byte b = BACK[c];
            if (b == 0 && c != 0) {
                throw new TextException("windows-1252 cannot represent every character of the text");
            }
            bytes[i] = b;
        }
        return bytes;
    }

    private static char[] high() {
        Charset charset = Charset.forName("windows-1252");
        char[] high = new char[LAST - FIRST + 1];
        for (int b = FIRST; b <= LAST; b++) {
            char c = new String(new byte[] {(byte) b}, charset).charAt(0);
            high[b - FIRST] = c == '\uFFFD' ? (char) b : c;
        }
        return high;
    }

    private static byte[] back() {
        byte[] back = new byte[Character.MAX_VALUE + 1];
        Arrays.fill(back, (byte) 0);
        for (int b = 1; b <= 0xFF; b++) {
            back[b >= FIRST && b <= LAST ? HIGH[b - FIRST] : b] = (byte) b;
        }
        return back;
    }
}
