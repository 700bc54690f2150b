package io.slipway.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void a_line_is_valid_json_for_any_values() {
        assertThat(LogLine.warn("it said \"no\"\n").with("count", 2))
                .hasToString("{\"level\":\"WARN\",\"message\":\"it said \\\"no\\\"\\n\",\"count\":2}");
    }

    @Test
    void the_class_of_a_defect_is_logged_without_its_message() {
        assertThat(LogLine.error().with(new IllegalStateException("hunter2")))
                .hasToString("{\"level\":\"ERROR\",\"error\":\"java.lang.IllegalStateException\"}");
    }
}
