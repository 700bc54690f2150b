package io.slipway.builds.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void hides_every_occurrence_the_longest_value_first() {
        assertThat(Mask.of(List.of("pass", "password")).apply("password=password, pass"))
                .isEqualTo("********=********, ********");
    }

    @Test
    void hides_each_line_of_a_value_for_logs_come_line_by_line() {
        assertThat(Mask.of(List.of("-----BEGIN KEY-----\n  MIIE\n")).apply("got MIIE there"))
                .isEqualTo("got ******** there");
    }

    @Test
    void leaves_short_values_alone() {
        assertThat(Mask.of(List.of("abc", "")).apply("abc")).isEqualTo("abc");
    }

    @Test
    void takes_values_as_they_are() {
        assertThat(Mask.of(List.of("a.$1\\")).apply("a.$1\\ axx1")).isEqualTo("******** axx1");
    }
}
