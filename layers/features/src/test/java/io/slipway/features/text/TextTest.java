package io.slipway.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "EF BB BF, UTF-8",
        "FE FF, UTF-16BE",
        "FF FE, UTF-16LE",
        "00 00 FE FF, UTF-32BE",
        "FF FE 00 00, UTF-32LE",
    })
    void a_byte_order_mark_selects_the_encoding_and_is_not_part_of_the_text(String mark, String charset)
            throws Exception {
        byte[] bytes = join(hex(mark), "grüße 😀\r\n".getBytes(Charset.forName(charset)));

        Text text = Text.decode(bytes);

        assertThat(text.content()).isEqualTo("grüße 😀\r\n");
        assertThat(text.encoding()).isEqualTo(new Encoding(Charset.forName(charset), true));
        assertThat(text.encode()).isEqualTo(bytes);
    }

    @Test
    void text_without_a_byte_order_mark_is_utf_8_if_it_is_valid() throws Exception {
        assertThat(Text.decode("½ ∞".getBytes(StandardCharsets.UTF_8))).isEqualTo(new Text("½ ∞", Encoding.UTF_8));
    }

    @Test
    void an_empty_file_is_utf_8() throws Exception {
        assertThat(Text.decode(new byte[0])).isEqualTo(new Text("", Encoding.UTF_8));
    }

    @Test
    void other_text_is_windows_1252_and_keeps_every_byte() throws Exception {
        byte[] bytes = new byte[256];
        for (int b = 0; b < bytes.length; b++) {
            bytes[b] = (byte) b;
        }

        Text text = Text.decode(bytes);

        assertThat(text.encoding()).isEqualTo(Encoding.WINDOWS_1252);
        assertThat(text.content().charAt(0x80)).isEqualTo('€');
        assertThat(text.content().charAt(0x81))
                .as("undefined in the code page, as in .NET")
                .isEqualTo('\u0081');
        assertThat(text.encode()).isEqualTo(bytes);
    }

    @Test
    void decoded_text_is_encoded_to_the_same_bytes() throws Exception {
        Random random = new Random(5);
        int decoded = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (i % 3 == 0 && bytes.length > 2) {
                bytes[0] = (byte) 0xFF;
                bytes[1] = (byte) 0xFE;
            }
            Text text;
            try {
                text = Text.decode(bytes);
            } catch (TextException announcedButInvalid) {
                continue;
            }
            decoded++;
            assertThat(text.encode()).isEqualTo(bytes);
        }
        assertThat(decoded).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF FE 41", "FE FF D8 00", "EF BB BF FF", "00 00 FE FF 00 11 00 00"})
    void bytes_that_contradict_their_byte_order_mark_are_rejected(String bytes) {
        assertThatThrownBy(() -> Text.decode(hex(bytes)))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("byte order mark");
    }

    @Test
    void a_file_with_a_nul_is_binary() throws Exception {
        assertThat(Text.decode(hex("89 50 4E 47 00 01")).binary()).isTrue();
        assertThat(Text.decode("a\0b".getBytes(StandardCharsets.UTF_16LE)).binary())
                .isTrue();
        assertThat(Text.decode(hex("FF FE 41 00")).binary()).isFalse();
    }

    @Test
    void a_character_that_the_encoding_lacks_is_rejected() {
        assertThatThrownBy(() -> new Text("Spőngeből", Encoding.WINDOWS_1252).encode())
                .isInstanceOf(TextException.class)
                .hasMessageContaining("windows-1252");
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8, UTF-8, true",
        "UTF-16, UTF-16LE, true",
        "unicodeFFFE, UTF-16BE, true",
        "utf-32, UTF-32LE, true",
        "us-ascii, US-ASCII, false",
        "iso-8859-1, ISO-8859-1, false",
        "windows-1251, windows-1251, false",
    })
    void encodings_have_the_names_and_marks_of_dot_net(String name, String charset, boolean mark) {
        assertThat(Encoding.named(name)).contains(new Encoding(Charset.forName(charset), mark));
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-666", "", "utf-7", "no such thing", "a\u0000b"})
    void unknown_names_of_encodings_are_rejected(String name) {
        assertThat(Encoding.named(name)).isEmpty();
    }

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
