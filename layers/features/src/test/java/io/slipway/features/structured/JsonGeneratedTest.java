package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.features.structured.json.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In documents from a seeded generator, no variables change no byte, one variable changes only the bytes of its value,
 * and a reader finds the new value.
 */
class JsonGeneratedTest {
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();
    private static final List<String> SPACE = List.of("", "", "", " ", "\n  ", "\r\n\t", " /* , } */ ", " // \" ]\n");
    private static final List<String> SCALARS = List.of(
            "\"text\"",
            "'it\\'s'",
            "\"\\u0041\\\"\\\\ \"",
            "\"😀 é\"",
            "\"\"",
            "0",
            "-1.50",
            "1e3",
            "12345678901234567890",
            "true",
            "false",
            "null",
            "\"2020-01-02T03:04:05.000Z\"",
            "\"a\tb\"");
    private static final List<String> VALUES = List.of(
            "",
            "x",
            "7",
            "007",
            "-1.5",
            "1,000",
            "TRUE",
            "null",
            "say \"hi\" \\ 'so'",
            "a\nb",
            "😀\u2028",
            "{}",
            "[1, {\"k\": \"v\"}]",
            "2020-01-02");

    private final Random random = new Random(31);

    /** A document in pieces, with the position and the path of each value. */
    private final List<String> pieces = new ArrayList<>();

    private final List<Value> values = new ArrayList<>();

    private record Value(String path, int from, int to) {}

    @Test
    void one_value_changes_exactly_its_own_bytes_and_no_variables_change_none() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            pieces.clear();
            values.clear();
            space();
            value("", 0);
            space();
            String before = String.join("", pieces);
            assertThat(Replacing.text(new JsonFormat(), before)).isEqualTo(before);
            Value chosen = values.get(random.nextInt(values.size()));
            if (chosen.path().isEmpty()) {
                continue;
            }
            String value = VALUES.get(random.nextInt(VALUES.size()));

            StructuredFormat.Replaced replaced = Replacing.in(new JsonFormat(), before, chosen.path(), value);
            String after = new String(replaced.bytes(), StandardCharsets.UTF_8);

            String what = chosen.path() + " = " + value + "\n" + before + "\n---\n" + after;
            if (!replaced.warnings().isEmpty()) {
                assertThat(after).as(what).isEqualTo(before);
                continue;
            }
            String start = String.join("", pieces.subList(0, chosen.from()));
            String end = String.join("", pieces.subList(chosen.to(), pieces.size()));
            assertThat(after)
                    .as(what)
                    .startsWith(start)
                    .endsWith(end)
                    .hasSizeGreaterThanOrEqualTo(start.length() + end.length());
            says(value, String.join("", pieces.subList(chosen.from(), chosen.to())), at(chosen.path(), after), what);
        }
    }

    /** Checks the value that a reader finds in place of the old one. */
    private static void says(String value, String old, JsonNode found, String what) throws Exception {
        char kind = old.charAt(0);
        if (kind == '{' || kind == '[') {
            assertThat(found).as(what).isEqualTo(LENIENT.readTree(value));
        } else if (found.isBoolean()) {
            assertThat(old).as(what).isIn("true", "false");
            assertThat(found.asText()).as(what).isEqualToIgnoringCase(value);
        } else if (found.isNumber()) {
            assertThat(kind).as(what).matches(c -> c == '-' || Character.isDigit(c));
            assertThat(found.doubleValue()).as(what).isEqualTo(Double.parseDouble(value.replace(",", "")));
        } else {
            assertThat(found.isTextual()).as(what).isTrue();
            assertThat(found.textValue()).as(what).isEqualTo(value);
        }
    }

    private static JsonNode at(String path, String text) throws Exception {
        JsonNode node = LENIENT.readTree(text);
        for (String step : path.split(":", -1)) {
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        return node;
    }

    private void value(String path, int depth) {
        int from = pieces.size();
        int kind = random.nextInt(depth == 0 ? 2 : depth > 3 ? 9 : 6);
        if (kind < 2) {
            collection(path, depth, kind == 0);
        } else {
            pieces.add(SCALARS.get(random.nextInt(SCALARS.size())));
        }
        values.add(new Value(path, from, pieces.size()));
    }

    private void collection(String path, int depth, boolean object) {
        pieces.add(object ? "{" : "[");
        space();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String key = object ? "k" + i : String.valueOf(i);
            if (object) {
                pieces.add(List.of("\"" + key + "\"", "'" + key + "'", key, "\"\\u006b" + i + "\"")
                        .get(random.nextInt(4)));
                space();
                pieces.add(":");
                space();
            }
            value(path.isEmpty() ? key : path + ":" + key, depth + 1);
            space();
            pieces.add(i < count - 1 || random.nextInt(5) == 0 ? "," : "");
            space();
        }
        pieces.add(object ? "}" : "]");
    }

    private void space() {
        pieces.add(SPACE.get(random.nextInt(SPACE.size())));
    }
}
