package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.features.structured.StructuredFormat.Replacement;
import io.slipway.features.structured.properties.PropertiesFormat;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertiesFormatTest {
    @Test
    void only_the_value_of_a_key_is_replaced() throws Exception {
        assertThat(replace("# c\r\n\r\n  a.b = old \\\r\n   more\r\n! d\r\nA.B:x\rz y\n", "a.B", "new", "Z", "w"))
                .isEqualTo("# c\r\n\r\n  a.b = new\r\n! d\r\nA.B:new\rz w\n");
    }

    @Test
    void escapes_and_continued_lines_in_keys_are_decoded() throws Exception {
        assertThat(replace(
                        "a\\ b=1\na\\:b=2\nk\\u1e1by=3\nc\\\n  d=4",
                        "a b",
                        "w",
                        "a:b",
                        "x",
                        "kḛy",
                        "no",
                        "kḛy",
                        "no",
                        "k\u1e1by",
                        "y",
                        "cd",
                        "z"))
                .isEqualTo("a\\ b=w\na\\:b=x\nk\\u1e1by=y\nc\\\n  d=z");
    }

    @Test
    void a_key_without_a_separator_gets_one() throws Exception {
        assertThat(replace("a\nb \nc:\nd", "a", "1", "b", "2", "c", "3", "d", "4"))
                .isEqualTo("a:1\nb 2\nc:3\nd:4");
    }

    @Test
    void values_are_escaped() throws Exception {
        assertThat(replace("a=1", "a", " lead  \\ \t\r\n þÿĀ😀 =:#!"))
                .isEqualTo("a=\\ lead  \\\\ \\t\\r\\n \\u00fe\\u00ff\\u0100\\ud83d\\ude00 =:#!");
    }

    @Test
    void a_null_value_replaces_nothing_but_an_empty_one_does() throws Exception {
        assertThat(replace("a=1\nb=2", "a", null, "b", "")).isEqualTo("a=1\nb=");
    }

    @Test
    void keys_that_begin_with_octopus_are_unchanged_even_with_a_colon() throws Exception {
        assertThat(replace(
                        "Octopus\\:x=1\noctopusY=2\nmyOctopus=3", "Octopus:x", "9", "octopusY", "9", "myOctopus", "9"))
                .isEqualTo("Octopus\\:x=1\noctopusY=2\nmyOctopus=9");
    }

    @Test
    void an_invalid_escape_is_rejected_with_its_position() {
        NotThisFormatException refusal =
                catchThrowableOfType(NotThisFormatException.class, () -> replace("a=1\nb=\\uZZZZ", "a", "2"));
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(3);
    }

    @Test
    void replacements_are_reported_with_their_positions() throws Exception {
        assertThat(Replacing.in(new PropertiesFormat(), "x=1\n b = 2", "B", "3").replacements())
                .containsExactly(new Replacement("B", 2, 6));
    }

    /** In any file, Java reads the new value, and all other bytes are unchanged. */
    @Test
    void in_generated_files_one_variable_changes_only_its_value() throws Exception {
        Random random = new Random(7);
        List<String> separators = List.of("=", ":", " = ", " ", "\t:\t");
        List<String> values = List.of("x", "", "a\\\n   b", "\\u00e9", "trailing  ", "\\\\", "a=b:c");
        List<String> news = List.of("new", "", " x ", "a\\b", "line\nline", "\u0000\f\t", "😀=é", "#", "\\");
        for (int i = 0; i < 2_000; i++) {
            List<String> parts = new ArrayList<>();
            int chosen = random.nextInt(5);
            for (int key = 0; key < 5; key++) {
                parts.add(" ".repeat(random.nextInt(2)) + "key" + key
                        + separators.get(random.nextInt(separators.size())));
                parts.add(values.get(random.nextInt(values.size())));
                parts.add(random.nextBoolean() ? "\n" : "\r\n# c\\\n\n");
            }
            String before = String.join("", parts);
            assertThat(replace(before)).isEqualTo(before);
            String value = news.get(random.nextInt(news.size()));

            String after = replace(before, "KEY" + chosen, value);

            assertThat(after)
                    .startsWith(String.join("", parts.subList(0, chosen * 3 + 1)))
                    .endsWith(String.join("", parts.subList(chosen * 3 + 2, parts.size())));
            Properties properties = new Properties();
            properties.load(new StringReader(after));
            assertThat(properties.getProperty("key" + chosen)).isEqualTo(value);
        }
    }

    private static String replace(String text, @Nullable String... variables) throws Exception {
        return Replacing.text(new PropertiesFormat(), text, variables);
    }
}
