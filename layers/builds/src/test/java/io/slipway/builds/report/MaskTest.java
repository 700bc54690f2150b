package io.slipway.builds.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    @Test
    void every_occurrence_is_masked_longest_value_first() {
        assertThat(Mask.of(List.of("pass", "password")).apply("password=password, pass"))
                .isEqualTo("********=********, ********");
    }

    @Test
    void each_line_of_a_value_is_masked_because_logs_are_masked_by_line() {
        assertThat(Mask.of(List.of("-----BEGIN KEY-----\n  MIIE\n")).apply("got MIIE there"))
                .isEqualTo("got ******** there");
    }

    @Test
    void short_values_are_masked_only_as_whole_words() {
        assertThat(Mask.of(List.of("abc", "7", "")).apply("abc abcd x=7 77 (abc)"))
                .isEqualTo("******** abcd x=******** 77 (********)");
    }

    @Test
    void control_characters_that_would_disguise_a_value_are_removed() {
        assertThat(Mask.of(List.of("password")).apply("pass\u0000word pa\u001B[1mss\u001B[0mword pass\u200Bword\tp"))
                .isEqualTo("******** ******** ********\tp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASS%26%3Cword%3E%22x%27+%2F",
                "PASS%26%3cword%3e%22x%27%20%2f",
                "PASS&amp;&lt;word&gt;&quot;x' /",
                "PASS&<word>\\\"x' /",
                "UEFTUyY8d29yZD4ieCcgLw=="
            })
    void encoded_forms_of_a_value_are_masked(String encoded) {
        assertThat(Mask.of(List.of("PASS&<word>\"x' /")).apply(">" + encoded + "<"))
                .doesNotContain("PASS", "word", "UEFTUy");
    }

    @Test
    void a_value_in_the_base64_of_a_longer_text_is_masked() {
        for (String before : List.of("", "u", "us", "use")) {
            String login = Base64.getEncoder()
                    .encodeToString((before + ":slp_0123456789_secret" + before).getBytes(StandardCharsets.UTF_8));
            assertThat(Mask.of(List.of("slp_0123456789_secret")).apply("Authorization: Basic " + login))
                    .contains(Mask.MASKED)
                    .doesNotContain(login.substring(8, login.length() - 8));
        }
    }

    @Test
    void special_characters_in_values_are_taken_literally() {
        assertThat(Mask.of(List.of("a.$1\\")).apply("a.$1\\ axx1")).isEqualTo("******** axx1");
    }
}
