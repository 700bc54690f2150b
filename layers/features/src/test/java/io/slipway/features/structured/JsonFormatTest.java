package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.features.structured.StructuredFormat.Replacement;
import io.slipway.features.structured.json.JsonFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1       | 8080          | 8080
            1       | ' +07 '       | 7
            1.5     | 456e-5        | 0.00456
            1       | 1,000         | 1000.0
            1       | 1e20          | 1E+20
            1       | 99999999999999999999 | 1E+20
            1       | 0x10          | "0x10"
            1       | 1e999         | "1e999"
            1       | true          | "true"
            1       | ''            | ""
            true    | ' FALSE '     | false
            false   | 1             | "1"
            null    | 33            | "33"
            "x"     | 33            | "33"
            "x"     | [1]           | "[1]"
            "x"     | say "\\\\"    | "say \\"\\\\\\\\\\""
            'x'     | it's          | 'it\\'s'
            """, quoteCharacter = '\0')
    void the_type_of_the_old_value_decides_the_type_of_the_new_one(String old, String value, String expected)
            throws Exception {
        String given = value.equals("''")
                ? ""
                : value.startsWith("'") && value.endsWith("'") ? value.substring(1, value.length() - 1) : value;
        assertThat(replace("{\"a\": " + old + "}", "a", given)).isEqualTo("{\"a\": " + expected + "}");
    }

    @Test
    void all_text_around_a_value_stays() throws Exception {
        assertThat(replace(
                        "\r\n{ // c\r\n\t'a' : 1 , /* d */ b:[ 1,2 , ],\r\n\r\n \"c\": 'x', }  \r\n\r\n",
                        "a",
                        "2",
                        "B:1",
                        "3",
                        "c",
                        "y"))
                .isEqualTo("\r\n{ // c\r\n\t'a' : 2 , /* d */ b:[ 1,3 , ],\r\n\r\n \"c\": 'y', }  \r\n\r\n");
    }

    @Test
    void without_variables_nothing_changes() throws Exception {
        String text = "{\"a\" :  01, \"d\": \"2020-01-02T03:04:05.000Z\" }\n\n";
        assertThat(replace(text)).isEqualTo(text);
    }

    @Test
    void an_object_or_list_is_replaced_by_any_json_in_the_layout_of_the_document() throws Exception {
        assertThat(replace(
                        "{\n\t\"o\": {\n\t\t\"x\": 1\n\t},\n\t\"e\": []\n}",
                        "o",
                        "{a:'b', /* c */ \"l\":[1,0x10],\"n\":{}}",
                        "e",
                        "[1]"))
                .isEqualTo(
                        "{\n\t\"o\": {\n\t\t\"a\": \"b\",\n\t\t\"l\": [\n\t\t\t1,\n\t\t\t16\n\t\t],\n\t\t\"n\": {}\n\t},\n\t\"e\": [\n\t\t1\n\t]\n}");
        assertThat(replace("{\"o\":{\"x\":1},\"l\":[]}", "o", "[ 1, {\"y\": 2} ]", "l", "\"s\""))
                .isEqualTo("{\"o\":[1,{\"y\":2}],\"l\":\"s\"}");
    }

    @Test
    void a_value_that_cannot_be_set_causes_a_warning_that_does_not_quote_it() throws Exception {
        StructuredFormat.Replaced replaced = Replacing.in(
                new JsonFormat(), "{\"o\":{\"x\":1},\"n\":1,\"b\":true}", "o", "{hunter2", "n", null, "b", null);
        assertThat(new String(replaced.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"o\":{\"x\":1},\"n\":1,\"b\":true}");
        assertThat(replaced.warnings())
                .hasSize(3)
                .allMatch(it -> it.matches("Unable to set value for [onb]\\. The following error occurred: .*"))
                .noneMatch(it -> it.contains("hunter2"));
        assertThat(replaced.replacements()).isEmpty();
    }

    @Test
    void null_replaces_strings_and_null() throws Exception {
        assertThat(replace("[\"a\", null]", "0", null, "1", null)).isEqualTo("[null, null]");
    }

    @Test
    void the_last_of_several_values_with_the_same_path_is_replaced() throws Exception {
        assertThat(replace("{\"a:b\":1,\"a\":{\"b\":2}}", "A:B", "9")).isEqualTo("{\"a:b\":1,\"a\":{\"b\":9}}");
        assertThat(replace("{\"a\":1,\"A\":2}", "a", "9")).isEqualTo("{\"a\":1,\"A\":9}");
        assertThat(replace("{\"a\":1,\"a\":2}", "a", "9")).isEqualTo("{\"a\":1,\"a\":9}");
    }

    /** Readers that use the last of several equal names never see the content of an earlier one. */
    @Test
    void values_in_an_earlier_property_of_the_same_name_are_not_replaced() throws Exception {
        assertThat(replace("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "a:b", "9", "a:c", "8"))
                .isEqualTo("{\"a\":{\"b\":1},\"a\":{\"c\":8}}");
    }

    @Test
    void a_variable_for_a_value_inside_a_replaced_one_has_no_effect_unless_that_replacement_fails() throws Exception {
        StructuredFormat.Replaced replaced = Replacing.in(new JsonFormat(), "{\"o\":{\"a\":1}}", "o:a", "9", "o", "[]");
        assertThat(replaced.replacements()).containsExactly(new Replacement("o", 1, 6));
        assertThat(replaced.warnings()).singleElement().asString().contains("'o:a' has no effect");
        assertThat(replace("{\"o\":{\"a\":1}}", "o:a", "9", "o", "no json")).isEqualTo("{\"o\":{\"a\":9}}");
    }

    @Test
    void octopus_variables_are_not_paths_but_names_below_a_property_octopus_are() throws Exception {
        assertThat(replace(
                        "{\"Octopus\":{\"x\":1},\"OctopusX\":1,\"octopus.y\":1}",
                        "Octopus",
                        "{}",
                        "octopus:X",
                        "2",
                        "OctopusX",
                        "3",
                        "Octopus.y",
                        "4"))
                .isEqualTo("{\"Octopus\":{\"x\":2},\"OctopusX\":1,\"octopus.y\":1}");
    }

    @Test
    void a_comment_in_a_list_does_not_count_as_an_item_unlike_in_the_original() throws Exception {
        assertThat(replace("[ /* c */ 1, // d\n 2]", "1", "9")).isEqualTo("[ /* c */ 1, // d\n 9]");
    }

    @Test
    void an_empty_place_between_commas_counts_as_an_item() throws Exception {
        assertThat(replace("[1,,2]", "1", "x", "2", "3")).isEqualTo("[1,\"x\",3]");
    }

    @Test
    void a_top_level_value_and_an_empty_file_have_no_path() throws Exception {
        assertThat(replace("\"x\"", "x", "y")).isEqualTo("\"x\"");
        assertThat(replace("", "x", "y")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":            | 1 | 6
            a: 1             | 1 | 1
            {"a" 1}          | 1 | 6
            [1 2]            | 1 | 4
            {"a": 1.2.3}     | 1 | 7
            {"a": 09}        | 1 | 7
            {"a": "\\x"}     | 1 | 9
            {"a": "          | 1 | 7
            {} {}            | 1 | 4
            [}               | 1 | 2
            {"a": /* }       | 1 | 7
            """)
    void text_that_is_not_json_is_rejected_with_the_position(String text, int line, int column) {
        NotThisFormatException refusal =
                catchThrowableOfType(NotThisFormatException.class, () -> replace(text, "a", "1"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal).hasMessageStartingWith("line " + line + ", column " + column + ": ");
    }

    @Test
    void blanks_alone_are_not_json() {
        assertThat(catchThrowableOfType(NotThisFormatException.class, () -> replace("  \n", "a", "1")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 1_000_000})
    @Timeout(120)
    void deep_nesting_takes_linear_time(int depth) throws Exception {
        String text = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        assertThat(replace(text, "a:a:a", "2")).hasSize(15 + 1 + 3);
    }

    private static String replace(String text, @Nullable String... variables) throws Exception {
        return Replacing.text(new JsonFormat(), text, variables);
    }
}
