package io.slipway.features.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.features.text.TextException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlFileTest {
    @ParameterizedTest
    @CsvSource({
        "<a>é€</a>, UTF-8",
        "\uFEFF<a>é€</a>, UTF-8",
        "<a>é€</a>, windows-1252",
        "<?xml version='1.0' encoding='iso-8859-2'?><a>ł</a>, ISO-8859-2",
        "<?xml version='1.0' encoding='shift_jis'?><a>日</a>, Shift_JIS",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><a>é</a>, UTF-16LE",
        "\uFEFF<?xml version='1.0' encoding='utf-16'?><a>é</a>, UTF-16BE",
        "<?xml version='1.0' encoding='utf-16'?><a>é</a>, UTF-16LE",
        "<?xml version='1.0'?><a>é</a>, UTF-16BE",
        "<?xml version='1.0' encoding='utf-16'?><a>é</a>, UTF-8",
        "<?xml version='1.0' encoding='us-ascii'?><a>é</a>, UTF-8",
        "<?xml version='1.0' encoding='nonsense'?><a>é</a>, UTF-8",
        "\uFEFF<a>😎</a>, UTF-32LE"
    })
    void the_bytes_of_an_unchanged_document_are_kept(String text, String charset) throws Exception {
        byte[] bytes = text.getBytes(Charset.forName(charset));

        XmlFile file = XmlFile.read(bytes);
        XmlFile.Written written = file.write();

        assertThat(file.document().markup()).isEqualTo(text.replace("\uFEFF", ""));
        assertThat(written.bytes()).isEqualTo(bytes);
        assertThat(written.warning()).isEmpty();
    }

    @Test
    void characters_that_the_encoding_lacks_change_it_to_utf_8_in_the_declaration_too() throws Exception {
        String text = "<?xml version='1.0'  encoding='iso-8859-2' ?><a>ł</a>";
        XmlFile file = XmlFile.read(text.getBytes(Charset.forName("ISO-8859-2")));

        file.document().rootElement().orElseThrow().setAttribute(XmlName.of("b"), "张");
        XmlFile.Written written = file.write();

        assertThat(written.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("<?xml version='1.0'  encoding='utf-8' ?><a b=\"张\">ł</a>");
        assertThat(written.warning()).hasValueSatisfying(it -> assertThat(it).contains("UTF-8"));
    }

    @Test
    void bytes_that_contradict_their_byte_order_mark_are_rejected() {
        assertThatThrownBy(() -> XmlFile.read(new byte[] {(byte) 0xFF, (byte) 0xFE, '<'}))
                .isInstanceOf(TextException.class);
    }
}
