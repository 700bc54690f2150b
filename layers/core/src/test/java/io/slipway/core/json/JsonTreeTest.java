package io.slipway.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,-2147483649,123456789012345678901234567890,1.5,1e300],\"b\":{\"c\":null,\"d\":true,\"e\":false}}",
                "[]",
                "{}",
                "\"text with \\\" and \\u0001 and \u00e9 and \ud83d\ude80\"",
                "12",
                "null",
                "[[[[\"deep\"]]]]",
                "{\"a\":1,\"a\":2}",
                "{} trailing"
            })
    void trees_are_read_and_written_like_jacksons_mapper_does(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var expected = MAPPER.readTree(bytes);
        assertThat(JsonTree.read(bytes)).isEqualTo(expected);
        assertThat(JsonTree.write(expected)).isEqualTo(expected.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonTree.write(expected, out);
        assertThat(MAPPER.readTree(out.toByteArray())).isEqualTo(expected);
    }

    @Test
    void empty_text_is_a_missing_node() throws IOException {
        assertThat(JsonTree.read(new byte[0]).isMissingNode()).isTrue();
    }

    @Test
    void bytes_are_written_in_base64() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff, 0, 1};
        var object = JsonNodeFactory.instance.objectNode().put("body", bytes);
        assertThat(JsonTree.write(object)).isEqualTo("{\"body\":\"+/8AAQ==\"}");
    }

    @Test
    void raw_json_is_written_unchanged() {
        var object = JsonNodeFactory.instance.objectNode();
        object.putRawValue("a", new RawValue("{\"b\": 1.10}"));
        object.put("c", 1);
        assertThat(JsonTree.write(object)).isEqualTo("{\"a\":{\"b\": 1.10},\"c\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\"}", "]", "{\"a\":}", "nul"})
    void broken_text_is_refused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonTree.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void deep_nesting_is_refused() {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonTree.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
    }
}
