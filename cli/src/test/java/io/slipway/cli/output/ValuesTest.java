package io.slipway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void null_fields_are_omitted_at_any_depth() throws IOException {
        assertThat(Values.withoutNulls(json("{\"a\":null,\"b\":{\"c\":null,\"d\":1},\"e\":[{\"f\":null}]}")))
                .isEqualTo(json("{\"b\":{\"d\":1},\"e\":[{}]}"));
    }

    @Test
    void an_object_is_flattened_without_nulls() throws IOException {
        assertThat(Values.flat(json("{\"a\":null,\"b\":{\"c\":1},\"d\":[{\"e\":true}],\"f\":[],\"g\":\"\"}")))
                .isEqualTo(Map.of("a", "-", "b.c", "1", "d.0.e", "true", "f", "-", "g", ""));
    }

    @Test
    void control_characters_are_removed() {
        assertThat(Values.shown("a\tb\u001b[31mc\nd")).isEqualTo("a b\uFFFD[31mc\uFFFDd");
        assertThat(Values.shown("")).isEqualTo("-");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
