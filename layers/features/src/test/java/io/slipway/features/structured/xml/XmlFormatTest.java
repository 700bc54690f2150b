package io.slipway.features.structured.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.octostache.Variable;
import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.StructuredFormat.Replaced;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class XmlFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "/r/a/@b § <r><a  b = '1'  c=\"2\"/></r> § <r><a  b = 'x&lt;y'  c=\"2\"/></r>",
                "/r/a § <r><a b='1'>old &amp; older</a ></r> § <r><a b='1'>x&lt;y</a ></r>",
                "/r/a § <r><a/></r> § <r><a>x&lt;y</a></r>",
                "/r/a § <r><a></a></r> § <r><a>x&lt;y</a></r>",
                "/r/a § <r><a> <![CDATA[old]]> </a></r> § <r><a> <![CDATA[x<y]]> </a></r>",
                "/r/a § <r><a><![CDATA[old]]>er</a></r> § <r><a>x&lt;y</a></r>",
                "/r/a § <r><a><!--c-->old</a></r> § <r><a>x&lt;y</a></r>",
                "/r/text() § <r>old<a/>old</r> § <r>x&lt;y<a/>x&lt;y</r>",
                "/r/a/text() § <r><a><![CDATA[old]]></a></r> § <r><a><![CDATA[x<y]]></a></r>",
                "/r/a/text() § <r><a><![CDATA[old]]>t</a></r> § <r><a><![CDATA[x<y]]>t</a></r>",
                "/r/comment() § <r><!-- old --></r> § <r><!--x<y--></r>",
                "//processing-instruction() § <r><?p  old?></r> § <r><?p  x<y?></r>",
                "//*:a § <r xmlns='u'><a/></r> § <r xmlns='u'><a>x&lt;y</a></r>",
                "//p:a § <r><b xmlns:p='u'><p:a/></b></r> § <r><b xmlns:p='u'><p:a>x&lt;y</p:a></b></r>",
                "//a[@n='2'] | //a[@n='1'] § <r><a n='1'/><a n='2'/></r> § <r><a n='1'>x&lt;y</a><a n='2'>x&lt;y</a></r>",
                "r/a § <r><a/></r> § <r><a>x&lt;y</a></r>"
            })
    void every_kind_of_node_can_be_replaced(String xpath, String before, String after) throws Exception {
        Replaced replaced = replace(before, xpath, "x<y");

        assertThat(text(replaced)).isEqualTo(after);
        assertThat(replaced.warnings()).isEmpty();
        assertThat(replaced.replacements()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "<new  a='1'/>tail § <r><a><new  a='1'/>tail</a></r>",
                "just text § <r><a>just text</a></r>",
                "''§<r><a></a></r>",
                "<p:b/> § <r><a><p:b/></a></r>"
            })
    void the_content_of_an_element_with_children_is_replaced_by_markup(String value, String after) throws Exception {
        String open = "<r xmlns:p='u'>";
        assertThat(text(replace(open + "<a>\n <b/>\n</a></r>", "/r/a", value))).isEqualTo(after.replace("<r>", open));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<<<", "a & b", "<q:b/>", "</a><a>"})
    void a_value_that_is_not_markup_causes_a_warning_that_does_not_quote_it(String value) throws Exception {
        Replaced replaced = replace("<r>\n<a><b/></a></r>", "/r/a", value);

        assertThat(text(replaced)).isEqualTo("<r>\n<a><b/></a></r>");
        assertThat(replaced.replacements()).isEmpty();
        assertThat(replaced.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("'/r/a'")
                        .contains("line 2, column 1")
                        .doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Octopus.Release.Id",
                "http://x",
                "C:\\dir",
                "/r/a[",
                "//q:x",
                "a",
                "Project:Name",
                "doc('x')/a",
                "1:2",
                "/r/none",
                "Octopus.Action[Step/1].Name"
            })
    void names_that_are_not_xpath_or_select_nothing_are_not_reported(String name) throws Exception {
        Replaced replaced = replace("<r><a>1</a></r>", name, "x");

        assertThat(text(replaced)).isEqualTo("<r><a>1</a></r>");
        assertThat(replaced.warnings()).isEmpty();
        assertThat(replaced.replacements()).isEmpty();
    }

    /** The original crashed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "count(/r/a)",
                "/r/a = 'x'",
                "string(/r/a)",
                "/r/a/string()",
                "/",
                "/r/a/namespace::*",
                "1 div 0 + /r"
            })
    void an_expression_that_selects_no_node_with_a_value_causes_a_warning(String name) throws Exception {
        Replaced replaced = replace("<r><a>1</a></r>", name, "x");

        assertThat(text(replaced)).isEqualTo("<r><a>1</a></r>");
        assertThat(replaced.warnings())
                .hasSize(1)
                .allSatisfy(it -> assertThat(it).contains(name));
    }

    @Test
    void each_variable_sees_the_changes_of_the_previous_ones() throws Exception {
        assertThat(text(replace("<r><a n='1'/></r>", "//a/@n", "2", "//a[@n='2']", "x", "//a[.='x']/@n", "3")))
                .isEqualTo("<r><a n='3'>x</a></r>");
    }

    @Test
    void nodes_inside_a_replaced_node_are_not_found() throws Exception {
        Replaced replaced = replace("<r><a><b>1</b></a></r>", "//a | //b", "x");

        assertThat(text(replaced)).isEqualTo("<r><a>x</a></r>");
        assertThat(replaced.replacements()).hasSize(1);
    }

    @Test
    void null_becomes_empty() throws Exception {
        assertThat(text(replace("<r><a n='1'>1</a></r>", "/r/a", null, "/r/a/@n", null)))
                .isEqualTo("<r><a n=''></a></r>");
    }

    @Test
    void the_first_declaration_of_a_prefix_wins_and_others_cause_a_warning() throws Exception {
        String text = "<r><x xmlns:p='u1'><p:a/></x><x xmlns:p='u2'><p:a/></x><x xmlns:p='u1'/><x xmlns:p='u2'/></r>";
        Replaced replaced = replace(text, "//p:a", "1");

        assertThat(text(replaced)).isEqualTo(text.replaceFirst("<p:a/>", "<p:a>1</p:a>"));
        assertThat(replaced.warnings())
                .singleElement()
                .satisfies(it -> assertThat(it).contains("'u2'").contains("'u1'"));
    }

    @Test
    void references_are_kept_in_the_file_and_expanded_in_values() throws Exception {
        String text = "<!DOCTYPE r [<!ENTITY e 'v'>]>\n<r><a n=\"&e;\">&e;</a><b>&#233;</b></r>";

        assertThat(text(replace(text, "//a[@n='v'][.='v']/following-sibling::b[.='é']", "x")))
                .isEqualTo(text.replace("&#233;", "x"));
    }

    @Test
    void line_breaks_in_values_become_those_of_the_file() throws Exception {
        assertThat(text(replace("<r>\r\n<a n='1'>1</a>\r\n</r>", "/r/a", "x\ny\r\nz", "/r/a/@n", "x\ny")))
                .isEqualTo("<r>\r\n<a n='x&#xA;y'>x\r\ny\r\nz</a>\r\n</r>");
    }

    @Test
    void a_character_that_xml_does_not_allow_causes_a_warning() throws Exception {
        Replaced replaced = replace("<r><a>1</a></r>", "/r/a", "secret\u0007");

        assertThat(text(replaced)).isEqualTo("<r><a>1</a></r>");
        assertThat(replaced.warnings())
                .singleElement()
                .satisfies(it -> assertThat(it).contains("U+0007").doesNotContain("secret"));
    }

    @Test
    void replacements_are_reported_at_the_position_of_the_old_value() throws Exception {
        Replaced replaced = replace("<r>\n  <a n='1'>1</a>\n</r>", "/r/a", "x", "/r/a/@n", "2");

        assertThat(replaced.replacements())
                .extracting(it -> it.variable() + " " + it.line() + ":" + it.column())
                .containsExactly("/r/a 2:3", "/r/a/@n 2:6");
    }

    @Test
    void without_variables_no_byte_changes() throws Exception {
        String text = "<?xml version='1.0'  ?>\r\n<r  a = '1' ><b/><c />&#65;\n<![CDATA[x]]></r >\r";
        assertThat(text(replace(text))).isEqualTo(text);
    }

    /** In generated documents, one variable changes exactly one value. */
    @Test
    void one_value_changes_exactly_its_own_bytes() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(8);
            int changed = random.nextInt(count);
            StringBuilder before = new StringBuilder("\uFEFF<?xml  version='1.0'?>\r\n<!-- &c; -->\n<r\n>");
            StringBuilder after = new StringBuilder(before);
            boolean attribute = random.nextBoolean();
            for (int i = 0; i < count; i++) {
                List<String> layout = layout(random, i, attribute);
                before.append(layout.get(0)).append(layout.get(1)).append(layout.get(2));
                after.append(layout.get(0))
                        .append(i == changed ? "n&amp;w" : layout.get(1))
                        .append(layout.get(2));
            }
            String end = "\r</r \n><?end?>\n\n";
            String name = "/r/*[" + (changed + 1) + "]" + (attribute ? "/@v" : "/text()");

            assertThat(text(replace(before + end))).isEqualTo(before + end);
            assertThat(text(replace(before + end, name, "n&w")))
                    .as(name + " in " + before)
                    .isEqualTo(after + end);
        }
    }

    private static List<String> layout(Random random, int i, boolean attribute) {
        String space = List.of(" ", "\n", "\t ", "\r\n").get(random.nextInt(4));
        String quote = random.nextBoolean() ? "\"" : "'";
        String value = List.of("old", "&#x41;&lt;", "é😎", " \u00a0 x ").get(random.nextInt(4));
        return attribute
                ? List.of(
                        space + "<e" + i + space + "v" + space + "=" + quote,
                        value,
                        quote + (random.nextBoolean() ? "/>" : space + "><!-- - --></e" + i + space + ">"))
                : List.of(space + "<e" + i + space + "n=" + quote + ">" + quote + ">", value, "</e" + i + space + ">");
    }

    @Test
    void hostile_input_ends_with_an_error() {
        String bomb = "<!DOCTYPE r [<!ENTITY a '" + "x".repeat(1_000) + "'>" + entity("b", "a") + entity("c", "b")
                + entity("d", "c") + "]><r>&d;&d;</r>";
        for (String text : List.of(
                bomb,
                bomb.replace("<r>&d;&d;</r>", "<r a='&d;&d;'/>"),
                "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>",
                "<a>".repeat(100_000),
                "<r>" + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</r>",
                "<r><![CDATA[",
                "<!DOCTYPE r [")) {
            assertThatExceptionOfType(NotThisFormatException.class)
                    .as(text.substring(0, Math.min(60, text.length())))
                    .isThrownBy(() -> replace(text, "/r", "x"));
        }
    }

    private static String entity(String name, String of) {
        return "<!ENTITY " + name + " '" + ("&" + of + ";").repeat(30) + "'>";
    }

    @Test
    void an_expression_that_takes_too_long_fails_the_file() {
        String text = "<r>" + "<x>1</x>".repeat(3_000) + "</r>";
        assertThatExceptionOfType(NotThisFormatException.class)
                .isThrownBy(() -> replace(
                        text, "//*[count(following::*[count(preceding::*[count(following::*) > 1]) > 1]) > 1]", "x"))
                .withMessageContaining("too long");
    }

    private static String text(Replaced replaced) {
        return new String(replaced.bytes(), StandardCharsets.UTF_8);
    }

    private static Replaced replace(String text, @Nullable String... pairs) throws Exception {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.add(new Variable(String.valueOf(pairs[i]), pairs[i + 1], false));
        }
        return new XmlFormat()
                .replace(
                        text.getBytes(StandardCharsets.UTF_8),
                        new StructuredVariables(new VariableSet(variables, Clock.systemUTC())));
    }
}
