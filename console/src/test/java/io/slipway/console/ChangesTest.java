package io.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The console's comparison of two files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConsoleModule module;
    private Value changedLines;

    @BeforeAll
    void load() throws IOException {
        module = ConsoleModule.load("changes.js");
        changedLines = module.export("changedLines");
    }

    @AfterAll
    void close() {
        module.close();
    }

    @Test
    void a_changed_word_is_marked_on_both_sides() {
        JsonNode row = compare("host = localhost", "host = db.example.com").path(0);
        assertThat(row.path("left").path("words").toString())
                .isEqualTo("[[\"host\",false],[\" \",false],[\"=\",false],[\" \",false],[\"localhost\",true]]");
        assertThat(row.path("right").path("words").toString()).contains("[\"db\",true]");
    }

    @Test
    void an_added_line_has_nothing_beside_it() {
        JsonNode rows = compare("a\nb", "a\nx\nb");
        assertThat(rows).hasSize(3);
        assertThat(rows.path(1).path("left").isNull()).isTrue();
        assertThat(rows.path(1).path("right").path("line").asInt()).isEqualTo(2);
        assertThat(rows.path(2).path("left").path("line").asInt()).isEqualTo(2);
    }

    @Test
    void long_runs_of_equal_lines_are_left_out_except_for_three_around_a_change() {
        String before = "same\n".repeat(100) + "old\n" + "same\n".repeat(100);
        JsonNode rows = compare(before, before.replace("old", "new"));
        assertThat(rows).hasSize(9);
        assertThat(rows.path(0).path("gap").asInt()).isEqualTo(97);
        assertThat(rows.path(8).path("gap").asInt()).isEqualTo(98);
    }

    @Test
    void equal_texts_have_no_changed_rows() {
        assertThat(compare("a\nb", "a\nb").toString()).isEqualTo("[{\"gap\":2}]");
    }

    private JsonNode compare(String before, String after) {
        Value stringify = module.evaluate("JSON.stringify");
        try {
            return JSON.readTree(
                    stringify.execute(changedLines.execute(before, after)).asString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
