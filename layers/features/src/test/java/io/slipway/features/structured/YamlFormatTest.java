package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.features.structured.yaml.YamlFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Specifies the form of written values; {@link YamlGeneratedTest} shows that they are read back correctly. */
class YamlFormatTest {
    @Test
    void all_text_around_a_value_stays() throws Exception {
        assertThat(replace(
                        "# top\r\n\r\na:   1   # one\r\n\r\nb:\r\n  - x  \r\n  # c\r\n  -   y", "a", "2", "B:1", "z"))
                .isEqualTo("# top\r\n\r\na:   2   # one\r\n\r\nb:\r\n  - x  \r\n  # c\r\n  -   z");
    }

    @Test
    void a_scalar_keeps_its_style_its_anchor_and_its_tag() throws Exception {
        assertThat(replace(
                        "p: 1\ns: 'x'\nd: \"x\"\nt: &a !!str no\nv: !<tag:yaml.org,2002:str> no",
                        "p",
                        "true",
                        "s",
                        "it's",
                        "d",
                        "\"\n\u0001é😀",
                        "t",
                        "yes",
                        "v",
                        "w"))
                .isEqualTo(
                        "p: true\ns: 'it''s'\nd: \"\\\"\\n\\x01é😀\"\nt: &a !!str yes\nv: !<tag:yaml.org,2002:str> w");
    }

    @Test
    void a_plain_scalar_gets_quotes_only_where_they_are_needed() throws Exception {
        assertThat(replace(
                        "- a\n- a\n- a\n- a\n- a\n- a\n- [a, b: c]",
                        "0",
                        "{\"x\": 1}",
                        "1",
                        "it's # here",
                        "2",
                        "",
                        "3",
                        ":8080",
                        "4",
                        "a: b",
                        "5",
                        "x\ny",
                        "6:0",
                        "a,b"))
                .isEqualTo("- '{\"x\": 1}'\n- \"it's # here\"\n- ''\n- :8080\n- 'a: b'\n- \"x\\ny\"\n- ['a,b', b: c]");
    }

    @Test
    void a_null_value_is_written_without_the_tag_of_the_old_value() throws Exception {
        assertThat(replace(
                        "a: !!str 1\nb: &x 'y'\nc:\nd: |\n  t\ne: [1]",
                        "a",
                        null,
                        "b",
                        null,
                        "c",
                        null,
                        "d",
                        null,
                        "e",
                        null))
                .isEqualTo("a: null\nb: &x null\nc: null\nd: null\ne: null");
    }

    @Test
    void a_block_scalar_keeps_its_style_and_indentation() throws Exception {
        assertThat(replace(
                        "a: | # c\n    x\n    y\n\nb: >-\n  x\nc: |2\n  x\nd: |+\n  x\n\ne: 1\n",
                        "a",
                        "1\n\n 2",
                        "b",
                        "p\nq\n",
                        "c",
                        " lead\n",
                        "d",
                        "k"))
                .isEqualTo("a: |- # c\n    1\n\n     2\n\nb: >\n  p\n\n  q\nc: |2\n   lead\nd: |-\n  k\ne: 1\n");
    }

    @Test
    void a_block_scalar_becomes_a_quoted_one_if_it_cannot_express_the_value() throws Exception {
        assertThat(replace("a: | # c\n  x\n  y\nb: 1\n", "a", "")).isEqualTo("a: \"\" # c\nb: 1\n");
        assertThat(replace("a: >\n  x\n", "a", "\u0001")).isEqualTo("a: \"\\x01\"\n");
    }

    @Test
    void an_empty_value_is_replaced_at_its_position() throws Exception {
        assertThat(replace(
                        "a:\nb:  # c\nl:\n-\n- &x\nf: {g: , h, i: 1}\n",
                        "a",
                        "1",
                        "b",
                        "2",
                        "l:0",
                        "3",
                        "l:1",
                        "4",
                        "f:g",
                        "5",
                        "f:h",
                        "6"))
                .isEqualTo("a: 1\nb: 2  # c\nl:\n- 3\n- &x 4\nf: {g: 5 , h: 6, i: 1}\n");
    }

    @Test
    void a_collection_is_replaced_by_any_yaml_at_its_indentation() throws Exception {
        assertThat(replace("o: # c\n    # d\n    x: 1\n    y: 2 # e\nz: 3\n", "o", "- 1\n- k: v\n  l: w"))
                .isEqualTo("o: # c\n    # d\n    - 1\n    - k: v\n      l: w # e\nz: 3\n");
        assertThat(replace("s:\n- 1\n- 2\nt: {}\n", "s", "  a: b\n  c: d", "t", "- x"))
                .isEqualTo("s:\n  a: b\n  c: d\nt:\n  - x\n");
        assertThat(replace("l:\n  - a: 1\n    b: 2\n  - []\n", "l:0", "- x\n- y", "l:1", "m: n\no: p"))
                .isEqualTo("l:\n  - - x\n    - y\n  - m: n\n    o: p\n");
    }

    @Test
    void a_collection_is_replaced_by_a_scalar_on_the_line_of_its_key() throws Exception {
        assertThat(replace("o: # c\n  x: 1\nl:\n  - 1\nf: [1,\n 2]\n", "o", "none", "l", "[]", "f", ""))
                .isEqualTo("o: none # c\nl: []\nf: \"\"\n");
    }

    @Test
    void values_inside_a_flow_collection_are_written_in_flow_style() throws Exception {
        assertThat(replace("a: {m: {k: v}, n: [1]}", "a:m", "x: |\n  t\ny:\n- 'z'", "a:n", "~"))
                .isEqualTo("a: {m: {x: \"t\\n\", y: [\"z\"]}, n: ~}");
    }

    @Test
    void values_are_replaced_in_all_documents_and_for_all_equal_keys() throws Exception {
        assertThat(replace("%YAML 1.2\n---\na: 1\na: 2\n...\n---\na: 3\n", "a", "x"))
                .isEqualTo("%YAML 1.2\n---\na: x\na: x\n...\n---\na: x\n");
    }

    @Test
    void octopus_variables_are_not_paths_but_names_below_a_key_octopus_are() throws Exception {
        assertThat(replace("Octopus:\n  x: 1\nOctopusX: 1\n", "Octopus", "1", "Octopus:x", "2", "OctopusX", "3"))
                .isEqualTo("Octopus:\n  x: 2\nOctopusX: 1\n");
    }

    /** The original mistakes the key after an alias for a value, and may overwrite it. */
    @Test
    void an_alias_is_not_replaced_and_entries_after_it_are() throws Exception {
        String text = "a: &b 1\nother: *b\nnext: 2\nl: [*b, x]\n*b : y\nlast: 3\n";
        StructuredFormat.Replaced replaced =
                Replacing.in(new YamlFormat(), text, "other", "9", "next", "8", "l:1", "7", "last", "6");
        assertThat(new String(replaced.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("a: &b 1\nother: *b\nnext: 8\nl: [*b, 7]\n*b : y\nlast: 6\n");
        assertThat(replaced.warnings()).singleElement().asString().contains("'other'", "alias");
    }

    /** The original fails on a value that only begins like YAML, or on several documents. */
    @Test
    void a_value_that_is_not_exactly_one_yaml_node_becomes_a_string() throws Exception {
        assertThat(replace("m:\n  k: v\n", "m", "{<<<")).isEqualTo("m: \"{<<<\"\n");
        assertThat(replace("m: {}\n", "m", "a\n---\nb")).isEqualTo("m: \"a\\n---\\nb\"\n");
        assertThat(replace("m: {}\n", "m", "# only a comment")).isEqualTo("m: \"# only a comment\"\n");
    }

    /** The original drops the anchor, which leaves the alias undefined. */
    @Test
    void an_anchor_is_kept_for_aliases_that_refer_to_it() throws Exception {
        assertThat(replace("a: &x\n  k: 1\nb: *x\n", "a", "k: 2")).isEqualTo("a: &x\n  k: 2\nb: *x\n");
    }

    /** The original loses count of keys and values after such a key, and might overwrite a key. */
    @Test
    void entries_after_a_non_scalar_key_are_unchanged() throws Exception {
        assertThat(replace("a: 1\n? [x, y]\n: v\nz: 1\n", "a", "2", "z", "2", "v", "3", "0", "4"))
                .isEqualTo("a: 2\n? [x, y]\n: v\nz: 1\n");
    }

    @Test
    void text_that_is_not_yaml_is_rejected_with_the_position() {
        NotThisFormatException refusal =
                catchThrowableOfType(NotThisFormatException.class, () -> replace("😀: 1\nb: [1\nc: }\n", "a", "1"));
        assertThat(refusal).isNotNull().hasMessageContaining("line 3, column ");
        assertThat(catchThrowableOfType(NotThisFormatException.class, () -> replace("a: 1\nkey\nb: 2\n", "a", "1")))
                .isNotNull();
        assertThat(catchThrowableOfType(NotThisFormatException.class, () -> replace("a: \u0001\n", "a", "1")))
                .hasMessageContaining("U+0001");
    }

    @Test
    @Timeout(120)
    void alias_bombs_and_deep_nesting_take_linear_time() throws Exception {
        StringBuilder aliases = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 10_000; i++) {
            aliases.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(replace(aliases + "k: 1\n", "k", "2")).endsWith("k: 2\n");
        assertThat(catchThrowableOfType(NotThisFormatException.class, () -> replace("[".repeat(100_000), "a", "1")))
                .hasMessageContaining("at most 1000 deep");
        assertThat(replace("m: {}\n", "m", "[".repeat(100_000))).startsWith("m: \"[[");
    }

    private static String replace(String text, @Nullable String... variables) throws Exception {
        return Replacing.text(new YamlFormat(), text, variables);
    }
}
