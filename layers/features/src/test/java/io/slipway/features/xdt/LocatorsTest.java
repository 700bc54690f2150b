package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies how the file's elements are selected for an element of the transform. */
class LocatorsTest {
    private static final String SOURCE = """
            <configuration>
              <location path="a"><add key="x" value="1"/></location>
              <location path="b"><add key="x" value="2"/><add key="y" value="3"/></location>
            </configuration>
            """;

    @Test
    void the_default_locator_selects_elements_with_the_same_name_under_the_parents_path() throws Exception {
        assertThat(path("<location><add xdt:Transform='SetAttributes'/></location>"))
                .isEqualTo("on /configuration/location/add");
        assertThat(path("<location><add xdt:Transform='SetAttributes' xdt:Locator='DefaultLocator'/></location>"))
                .isEqualTo("on /configuration/location/add");
    }

    @Test
    void match_compares_attributes_with_those_of_the_transform() throws Exception {
        assertThat(
                        path(
                                "<location><add key='x' value='2' xdt:Transform='SetAttributes' xdt:Locator='Match(key, value)'/></location>"))
                .isEqualTo("on /configuration/location/add[@key='x' and @value='2']");
    }

    @Test
    void a_locator_on_a_parent_scopes_its_children() throws Exception {
        Transformed result = Transformed.within(
                SOURCE,
                "<location path='b' xdt:Locator='Match(path)'><add key='x' value='9' xdt:Transform='SetAttributes' xdt:Locator='Match(key)'/></location>");

        assertThat(result.log()).contains("on /configuration/location[@path='b']/add[@key='x']");
        assertThat(result.document()).isEqualTo(SOURCE.replace("\"2\"", "\"9\""));
    }

    @Test
    void a_condition_on_a_parent_scopes_inserts() throws Exception {
        Transformed result = Transformed.within(
                SOURCE, "<location xdt:Locator=\"Condition(@path='b')\"><z xdt:Transform='Insert'/></location>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("\"3\"/>", "\"3\"/><z/>"));
    }

    @Test
    void a_condition_is_any_predicate() throws Exception {
        for (String condition : List.of(
                "@key='y'",
                "[@key='y']",
                "2",
                "position() = last() and ../@path='b'",
                "starts-with(@key, 'y')",
                "contains(concat(@key, ','), 'y,')",
                "not(@key = 'x')",
                "@value > 2",
                "@value=3",
                "count(preceding-sibling::add) = 1")) {
            Transformed result = Transformed.within(
                    SOURCE,
                    "<location><add xdt:Transform='Remove' xdt:Locator=\"Condition(" + condition.replace(">", "&gt;")
                            + ")\"/></location>");
            assertThat(result.said()).as(condition).isEmpty();
            assertThat(result.document()).as(condition).isEqualTo(SOURCE.replace("<add key=\"y\" value=\"3\"/>", ""));
        }
    }

    @Test
    void numbers_are_compared_as_in_xpath_1_even_beside_other_values() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a n='x'/><a n='1'/></configuration>",
                "<a xdt:Transform='Remove' xdt:Locator='Condition(@n=1)'/>");

        assertThat(result.document()).isEqualTo("<configuration><a n='x'/></configuration>");
    }

    @Test
    void an_absolute_xpath_is_relative_to_the_root() throws Exception {
        Transformed result = Transformed.within(
                SOURCE, "<any value='9' xdt:Transform='SetAttributes' xdt:Locator=\"XPath(//add[@key='y'])\"/>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("\"3\"", "\"9\""));
    }

    @Test
    void a_relative_xpath_is_relative_to_the_elements_with_the_same_name() throws Exception {
        assertThat(path("<location value='9' xdt:Transform='SetAttributes' xdt:Locator='XPath(add)'/>"))
                .isEqualTo("on /configuration/location/add");
        assertThat(path("<location value='9' xdt:Transform='SetAttributes' xdt:Locator='XPath(./add)'/>"))
                .isEqualTo("on /configuration/location/add");
    }

    @Test
    void an_insert_with_an_xpath_inserts_into_the_selected_elements() throws Exception {
        Transformed result = Transformed.within(
                SOURCE, "<z xdt:Transform='Insert' xdt:Locator=\"XPath(/configuration/location[@path='a'])\"/>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("\"1\"/>", "\"1\"/><z/>"));
    }

    @Test
    void an_xpath_on_a_parent_is_the_path_of_its_children() throws Exception {
        assertThat(path("<any xdt:Locator='XPath(//location)'><add xdt:Transform='SetAttributes'/></any>"))
                .isEqualTo("on //location/add");
    }

    @Test
    void remove_removes_all_nodes_that_an_xpath_selects_except_attributes() throws Exception {
        assertThat(Transformed.within(
                                "<configuration>a<!-- b --></configuration>",
                                "<x xdt:Transform='RemoveAll' xdt:Locator='XPath(//comment() | //text())'/>")
                        .document())
                .isEqualTo("<configuration></configuration>");
        for (String name :
                List.of("Remove", "RemoveAll", "Replace", "SetAttributes", "RemoveAttributes", "CommentOut")) {
            Transformed result = Transformed.within(
                    SOURCE, "<x a='1' xdt:Transform='" + name + "' xdt:Locator=\"XPath(//location[1]/@path)\"/>");
            assertThat(result.done()).as(name).isFalse();
            assertThat(result.document()).as(name).isEqualTo(SOURCE);
        }
    }

    /** The original writes every value between apostrophes, and then fails on the XPath. */
    @Test
    void match_finds_values_with_quotes_of_both_kinds() throws Exception {
        for (String value :
                List.of("it's", "say &quot;x&quot;", "it's &quot;x&quot; and 'y'", "'", "&quot;", "'&quot;'")) {
            Transformed result = Transformed.within(
                    "<configuration><a k=\"" + value + "\"/></configuration>",
                    "<a k=\"" + value + "\" xdt:Transform='Remove' xdt:Locator='Match(k)'/>");
            assertThat(result.said()).as(value).isEmpty();
            assertThat(result.document()).as(value).isEqualTo("<configuration></configuration>");
        }
    }

    /** The original omits the closing bracket if the predicate itself ends with one. */
    @Test
    void a_condition_may_contain_predicates() throws Exception {
        assertThat(path("<location xdt:Transform='SetAttributes' xdt:Locator=\"Condition(add[@key='y'])\"/>"))
                .isEqualTo("on /configuration/location[add[@key='y']]");
    }

    @Test
    void match_requires_existing_attributes() throws Exception {
        assertThat(said("Match")).containsExactly("2:2 error: Match requires at least 1 arguments");
        assertThat(said("Match()")).containsExactly("2:2 error: Match requires at least 1 arguments");
        assertThat(said("Match(none)")).containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
        assertThat(said("Match(path,none)"))
                .containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
        assertThat(said("Match( path )"))
                .containsExactly("2:2 error: No attribute ' path ' exists for the Match Locator");
    }

    @Test
    void condition_and_xpath_require_one_argument() throws Exception {
        assertThat(said("Condition")).containsExactly("2:2 error: Condition requires exactly 1 arguments");
        assertThat(said("Condition(1, 2)")).containsExactly("2:2 error: Condition requires exactly 1 arguments");
        assertThat(said("XPath()")).containsExactly("2:2 error: XPath requires exactly 1 arguments");
        assertThat(said("XPath(/a, /b)")).containsExactly("2:2 error: XPath requires exactly 1 arguments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Condition([)",
                "Condition(@a=)",
                "Condition(nope())",
                "Condition(q:a)",
                "XPath(//)",
                "XPath(/a/)",
                "Condition(doc(1))"
            })
    void an_invalid_xpath_is_an_error_at_the_transform(String locator) throws Exception {
        assertThat(said(locator)).singleElement().asString().startsWith("2:20 error: '");
    }

    @Test
    void names_are_case_sensitive_and_unknown_ones_are_errors() throws Exception {
        assertThat(said("match(path)"))
                .singleElement()
                .asString()
                .endsWith("error: Could not resolve 'match' as a type of Locator");
        assertThat(said("Remove"))
                .singleElement()
                .asString()
                .endsWith("error: 'Microsoft.Web.XmlTransform.Remove' is not a type of Locator");
        assertThat(said("Match(path")).singleElement().asString().contains("must contain only a type name");
    }

    @Test
    void a_failing_locator_fails_the_elements_within() throws Exception {
        assertThat(Transformed.within(
                                SOURCE, "<location xdt:Locator='Match(none)'><add xdt:Transform='Remove'/></location>")
                        .said())
                .containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
    }

    @Test
    void an_unused_locator_is_never_evaluated() throws Exception {
        assertThat(Transformed.within(SOURCE, "<location xdt:Locator='Nonsense('><add/></location>")
                        .said())
                .isEmpty();
    }

    private static String path(String body) throws Exception {
        return Transformed.within(SOURCE, body).log().get(1);
    }

    private static List<String> said(String locator) throws Exception {
        return Transformed.within(SOURCE, "<location path='a' xdt:Transform='Remove' xdt:Locator=\"" + locator + "\"/>")
                .said();
    }
}
