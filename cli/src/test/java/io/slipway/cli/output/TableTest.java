package io.slipway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<List<String>> ROWS = List.of(
            List.of("NAME", "STATE"),
            List.of("a-name-that-is-much-longer-than-all-the-others", "ok"),
            List.of("short", "ok"));

    @Test
    void columns_are_as_wide_as_their_longest_cell() {
        assertThat(TextTable.lines(ROWS, 200))
                .containsExactly(
                        "NAME                                            STATE",
                        "a-name-that-is-much-longer-than-all-the-others  ok",
                        "short                                           ok");
    }

    @Test
    void the_widest_column_is_cut_if_lines_do_not_fit_the_terminal() {
        assertThat(TextTable.lines(ROWS, 20))
                .containsExactly("NAME           STATE", "a-name-that-…  ok", "short          ok");
    }

    @Test
    void columns_keep_a_minimum_width() {
        assertThat(TextTable.lines(ROWS, 3)).contains("a-name-…  ok");
    }
}
