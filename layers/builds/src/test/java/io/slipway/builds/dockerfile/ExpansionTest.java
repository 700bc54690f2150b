package io.slipway.builds.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expands variables in the kinds of cases that BuildKit's own {@code envVarTest} covers. */
class ExpansionTest {
    private static final Map<String, String> VALUES =
            Map.of("A", "one", "EMPTY", "", "TWO", "a b", "PATH", "/usr/local/bin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain|plain",
                "$A|one",
                "x${A}y|xoney",
                "$B|~~",
                "\\$A|$A",
                "'$A'|$A",
                "\"$A\"|one",
                "\"\\$A\"|$A",
                "\"a\\nb\"|a\\nb",
                "a\\nb|anb",
                "'a\\nb'|a\\nb",
                "${B:-two}|two",
                "${EMPTY:-two}|two",
                "${EMPTY-two}|~~",
                "${B-$A}|one",
                "${A:+three}|three",
                "${EMPTY:+three}|~~",
                "${EMPTY+three}|three",
                "$|$",
                "$A$A|oneone",
                "a'b c'd|ab cd",
                "${PATH#/usr}|/local/bin",
                "${PATH##*/}|bin",
                "${PATH%/*}|/usr/local",
                "${PATH%%/l*}|/usr",
                "${PATH/local/x}|/usr/x/bin",
                "${PATH//l/L}|/usr/LocaL/bin",
                "${TWO}|a b",
            })
    void the_variables_in_a_word_are_expanded(String word, String expected) throws Exception {
        assertThat(Expansion.word(word, '\\', VALUES, 1)).isEqualTo(expected);
    }

    @Test
    void words_are_split_at_blanks_in_unquoted_values() throws Exception {
        assertThat(Expansion.words("x $TWO \"$TWO\" ''", '\\', VALUES, 1)).containsExactly("x", "a", "b", "a b", "");
    }

    @Test
    void a_here_document_keeps_its_quotes() throws Exception {
        assertThat(Expansion.document("a=\"$A\" '$A' \\$A \\n\n", '\\', VALUES, 1))
                .isEqualTo("a=\"one\" 'one' $A \\n\n");
    }

    @Test
    void an_unclosed_word_and_a_missing_required_value_are_refused() {
        assertThatThrownBy(() -> Expansion.word("'a", '\\', VALUES, 7)).hasMessageContaining("'a");
        assertThatThrownBy(() -> Expansion.word("${A", '\\', VALUES, 7)).isInstanceOf(DockerfileException.class);
        assertThatThrownBy(() -> Expansion.word("${B:?say it}", '\\', VALUES, 7))
                .hasMessage("B: say it");
    }
}
