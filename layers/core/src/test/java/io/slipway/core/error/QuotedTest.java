package io.slipway.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
    @Test
    void a_long_text_is_cut() {
        assertThat(Quoted.of("ä".repeat(1_000_000))).isEqualTo("'" + "ä".repeat(200) + "…'");
        assertThat(Quoted.of("ä".repeat(200))).isEqualTo("'" + "ä".repeat(200) + "'");
    }

    @Test
    void characters_that_move_a_cursor_or_break_a_line_are_escaped() {
        assertThat(Quoted.of("a\u001b[2J\r\nb\u202e")).isEqualTo("'a\\u001b[2J\\u000d\\u000ab\\u202e'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | but is missing",
                "{\"x\": null} | but was null",
                "{\"x\": 1} | but was 1",
                "{\"x\": true} | but was true",
                "{\"x\": \"1\"} | but was '1'",
                "{\"x\": [1]} | but was a list",
                "{\"x\": {\"y\": 1}} | but was an object"
            })
    void a_wrong_value_is_quoted_in_the_error(String json, String words) throws Exception {
        assertThat(Quoted.but(new ObjectMapper().readTree(json).path("x"))).isEqualTo(words);
    }
}
