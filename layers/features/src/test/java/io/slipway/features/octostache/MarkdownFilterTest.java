package io.slipway.features.octostache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares HTML with that of Markdig with its pipe tables, emphasis extras and automatic links, which Octostache uses. */
final class MarkdownFilterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H~2~O | H<sub>2</sub>O",
                "~~gone~~ | <del>gone</del>",
                "x^2^ | x<sup>2</sup>",
                "++new++ | <ins>new</ins>",
                "==hot== | <mark>hot</mark>",
                "~~a ~b~ c~~ | <del>a <sub>b</sub> c</del>",
                "_a_ **b** `c` | <em>a</em> <strong>b</strong> <code>c</code>",
                "1+1 == 2, a ~ b, c++ | 1+1 == 2, a ~ b, c++",
                "a\\~b\\~ | a~b~"
            })
    void emphasis_uses_the_same_markers_as_the_original(String markdown, String html) {
        assertThat(render(markdown)).isEqualTo("<p>" + html + "</p>\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://octopus.com | <a href=\"https://octopus.com\">https://octopus.com</a>",
                "www.octopus.com | <a href=\"http://www.octopus.com\">www.octopus.com</a>",
                "[site](https://octopus.com) | <a href=\"https://octopus.com\">site</a>",
                "me@octopus.com | me@octopus.com"
            })
    void urls_become_links_as_in_the_original(String markdown, String html) {
        assertThat(render(markdown)).isEqualTo("<p>" + html + "</p>\n");
    }

    @Test
    void tables_have_one_line_per_cell_and_styles_for_alignment() {
        assertThat(render("|A|B|\n|:-|-|\n|1|2|")).isEqualTo("""
                <table>
                <thead>
                <tr>
                <th style="text-align: left;">A</th>
                <th>B</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td style="text-align: left;">1</td>
                <td>2</td>
                </tr>
                </tbody>
                </table>
                """);
    }

    @Test
    void surrounding_white_space_is_removed_and_one_line_feed_ends_the_html() {
        assertThat(render("\n  # T \n\ntext \n\n")).isEqualTo("<h1>T</h1>\n<p>text</p>\n");
    }

    private static String render(String markdown) {
        return Objects.requireNonNull(
                new TemplateEngine(List.of(new Variable("Text", markdown, false)), CLOCK, Map.of())
                        .evaluate("#{Text | Markdown}", true)
                        .text());
    }
}
