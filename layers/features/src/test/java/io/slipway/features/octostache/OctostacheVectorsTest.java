package io.slipway.features.octostache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares results with those of the original engine; skipped if the folder of vectors is missing. */
class OctostacheVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("slipway.root", "."), "..", "shared", "vectors", "octostache");

    /** A time all of whose parts differ, in a zone other than UTC. */
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2031-12-30T22:58:07.1234567Z"), ZoneId.of("Australia/Brisbane"));

    private static final Map<String, Filter> EXTENSIONS = Map.of(
            "testFunc", (input, options) -> input == null ? null : input.toLowerCase(Locale.ROOT),
            "supercoolfunc", (input, options) -> input == null ? null : alphabet(input));

    /** Calls of the original library that need no counterpart: nothing in Slipway reads numbers, flags or indices, or writes variables. */
    private static final Set<String> OTHERS =
            Set.of("getFlag", "getInt32", "getIndexes", "argumentNames", "saveAsString");

    /** Reports that the vectors were skipped, which an empty test factory would not. */
    @Test
    void the_vectors_are_present() {
        assumeTrue(Files.exists(FOLDER), "the vectors are absent: " + FOLDER.normalize());
        assertThat(FOLDER.resolve("official.json")).exists();
    }

    @TestFactory
    Stream<DynamicTest> official() throws IOException {
        return cases("official.json");
    }

    @TestFactory
    Stream<DynamicTest> recorded() throws IOException {
        return cases("recorded.json");
    }

    private static Stream<DynamicTest> cases(String file) throws IOException {
        Path vectors = FOLDER.resolve(file);
        assumeTrue(Files.exists(vectors), "the vectors are absent: " + vectors.normalize());
        JsonNode root = new ObjectMapper().readTree(vectors.toFile());
        List<JsonNode> cases = new ArrayList<>();
        (root.isArray() ? root : root.path("cases")).forEach(cases::add);
        return cases.stream()
                .filter(it -> !OTHERS.contains(it.path("op").asText()))
                .map(it -> DynamicTest.dynamicTest(
                        it.path("id").asText(), () -> check(it, it.has("variables") ? it : root)));
    }

    private static void check(JsonNode it, JsonNode holder) {
        List<Variable> variables = new ArrayList<>();
        holder.path("variables")
                .properties()
                .forEach(variable -> variables.add(
                        new Variable(variable.getKey(), variable.getValue().textValue(), false)));
        VariableSet set = new VariableSet(variables, CLOCK, it.has("extensions") ? EXTENSIONS : Map.of());
        if (it.has("expect_throws")) {
            String message = it.path("expect_throws").asText();
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> result(it, set))
                    // The name of a .NET exception only shows that there is an error.
                    .withMessageContaining(message.contains(" ") ? message : "");
            return;
        }
        Object actual = result(it, set);
        if (it.has("expected_one_of")) {
            List<String> choices = new ArrayList<>();
            it.path("expected_one_of").forEach(choice -> choices.add(choice.asText()));
            assertThat(choices).contains(String.valueOf(actual));
        } else if (it.has("expected_now")) {
            assertThat(actual).isEqualTo(now(it.path("expected_now")));
        } else if (it.has("expected")) {
            assertThat(actual).isEqualTo(plain(it.path("expected")));
        } else {
            // The vector only expects that it cannot be evaluated in full, which its own token shows.
            assertThat(it.path("expect_error").asBoolean())
                    .as("the vector must have an expectation")
                    .isTrue();
            assertThat(String.valueOf(actual)).contains("#{");
        }
    }

    /** Formats the clock's time with Java's formatters. */
    private static String now(JsonNode expected) {
        ZonedDateTime now = ZonedDateTime.now(
                        expected.path("clock").asText().equals("utc") ? CLOCK.withZone(ZoneOffset.UTC) : CLOCK)
                .plusHours(expected.path("offset_hours").asInt());
        String format = expected.path("format").asText();
        return switch (format.split(" ", 2)[0]) {
            case "O" ->
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS").format(now)
                        + (format.contains("Z suffix") ? "Z" : "");
            case "zz" -> DateTimeFormatter.ofPattern("xxx").format(now).substring(0, 3);
            default -> DateTimeFormatter.ofPattern(format, Locale.US).format(now);
        };
    }

    private static String alphabet(String word) {
        return word.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(c -> Integer.toString(c - 'a' + 1))
                .collect(Collectors.joining("-"));
    }

    private static Object result(JsonNode it, VariableSet set) {
        String template = it.path("template").asText();
        String name = it.path("name").asText();
        return switch (it.path("op").asText("evaluate")) {
            case "evaluate" -> evaluate(it, set, template);
            case "evaluateTruthy" -> {
                TemplateResult evaluation = set.evaluate(template, true);
                yield evaluation.error().isEmpty()
                        && evaluation.text() != null
                        && Evaluator.isTruthy(evaluation.text());
            }
            case "get" ->
                String.valueOf(set.value(name).map(value -> value.text()).orElse(null));
            case "getRaw" -> String.valueOf(set.raw(name).map(Variable::value).orElse(null));
            case "canParse" ->
                !it.path("halt_on_error").asBoolean(true)
                        || TemplateParser.parse(template).isPresent();
            case "parseToString" ->
                TemplateToken.join(TemplateParser.parse(template).orElseThrow());
            case "require" -> set.raw(name).orElseThrow();
            default ->
                throw new IllegalArgumentException(
                        "the vector's call must be supported here, but was " + it.path("op"));
        };
    }

    private static Object evaluate(JsonNode it, VariableSet set, String template) {
        TemplateResult evaluation =
                set.evaluate(template, it.path("halt_on_error").asBoolean(true));
        if (it.has("expect_error")) {
            assertThat(evaluation.error().isPresent())
                    .as("an error")
                    .isEqualTo(!it.path("expect_error").isNull()
                            && !it.path("expect_error").asText().equals("false"));
        }
        String text = String.valueOf(evaluation.text());
        for (JsonNode post : it.path("post")) {
            JsonNode replace = post.path("replace");
            if (replace.isArray()) {
                text = text.replace(replace.get(0).asText(), replace.get(1).asText());
            } else if (post.has("trim")) {
                text = text.strip();
            } else {
                Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
                text = String.valueOf(
                        ((Map<?, ?>) document).get(post.path("yaml_parse_key").asText()));
            }
        }
        return text;
    }

    private static Object plain(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isInt() ? (Object) node.intValue() : node.isNull() ? "null" : node.asText();
    }
}
