package io.slipway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void fields_that_are_null_are_left_out_at_any_depth() throws IOException {
        assertThat(Values.withoutNulls(json("{\"a\":null,\"b\":{\"c\":null,\"d\":1},\"e\":[{\"f\":null}]}")))
                .isEqualTo(json("{\"b\":{\"d\":1},\"e\":[{}]}"));
    }

    @Test
    void an_object_is_flat_for_people_and_never_says_null() throws IOException {
        assertThat(Values.flat(json("{\"a\":null,\"b\":{\"c\":1},\"d\":[{\"e\":true}],\"f\":[],\"g\":\"\"}")))
                .isEqualTo(Map.of("a", "-", "b.c", "1", "d.0.e", "true", "f", "-", "g", ""));
    }

    @Test
    void nothing_steers_a_terminal_or_ends_a_column() {
        assertThat(Values.shown("a\tb\u001b[31mc\nd")).isEqualTo("a b\uFFFD[31mc\uFFFDd");
        assertThat(Values.shown("")).isEqualTo("-");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
