package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selects the elements of the file for an element of the transform. */
class LocatorsTest {
    private static final String SOURCE = """
            <configuration>
              <location path="a"><add key="x" value="1"/></location>
              <location path="b"><add key="x" value="2"/><add key="y" value="3"/></location>
            </configuration>
            """;

    @Test
    void the_name_under_the_parents_path_by_default() throws Exception {
        assertThat(path("<location><add xdt:Transform='SetAttributes'/></location>"))
                .isEqualTo("on /configuration/location/add");
        assertThat(path("<location><add xdt:Transform='SetAttributes' xdt:Locator='DefaultLocator'/></location>"))
                .isEqualTo("on /configuration/location/add");
    }

    @Test
    void match_compares_attributes_with_the_transforms() throws Exception {
        assertThat(
                        path(
                                "<location><add key='x' value='2' xdt:Transform='SetAttributes' xdt:Locator='Match(key, value)'/></location>"))
                .isEqualTo("on /configuration/location/add[@key='x' and @value='2']");
    }

    @Test
    void a_locator_on_a_parent_scopes_what_is_within() throws Exception {
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
    void condition_is_any_predicate() throws Exception {
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
    void numbers_are_compared_as_xpath_1_does_whatever_else_there_is() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a n='x'/><a n='1'/></configuration>",
                "<a xdt:Transform='Remove' xdt:Locator='Condition(@n=1)'/>");

        assertThat(result.document()).isEqualTo("<configuration><a n='x'/></configuration>");
    }

    @Test
    void xpath_is_taken_from_the_root() throws Exception {
        Transformed result = Transformed.within(
                SOURCE, "<any value='9' xdt:Transform='SetAttributes' xdt:Locator=\"XPath(//add[@key='y'])\"/>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("\"3\"", "\"9\""));
    }

    @Test
    void a_relative_xpath_is_taken_from_the_elements_of_the_name() throws Exception {
        assertThat(path("<location value='9' xdt:Transform='SetAttributes' xdt:Locator='XPath(add)'/>"))
                .isEqualTo("on /configuration/location/add");
        assertThat(path("<location value='9' xdt:Transform='SetAttributes' xdt:Locator='XPath(./add)'/>"))
                .isEqualTo("on /configuration/location/add");
    }

    @Test
    void an_insert_with_an_xpath_goes_into_what_that_selects() throws Exception {
        Transformed result = Transformed.within(
                SOURCE, "<z xdt:Transform='Insert' xdt:Locator=\"XPath(/configuration/location[@path='a'])\"/>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("\"1\"/>", "\"1\"/><z/>"));
    }

    @Test
    void an_xpath_on_a_parent_is_the_path_of_what_is_within() throws Exception {
        assertThat(path("<any xdt:Locator='XPath(//location)'><add xdt:Transform='SetAttributes'/></any>"))
                .isEqualTo("on //location/add");
    }

    @Test
    void remove_takes_whatever_an_xpath_selects_but_attributes() throws Exception {
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

    /** The original leaves out the bracket that is missing if another ends the predicate. */
    @Test
    void a_condition_may_have_predicates_within() throws Exception {
        assertThat(path("<location xdt:Transform='SetAttributes' xdt:Locator=\"Condition(add[@key='y'])\"/>"))
                .isEqualTo("on /configuration/location[add[@key='y']]");
    }

    @Test
    void match_needs_attributes_that_are_there() throws Exception {
        assertThat(said("Match")).containsExactly("2:2 error: Match requires at least 1 arguments");
        assertThat(said("Match()")).containsExactly("2:2 error: Match requires at least 1 arguments");
        assertThat(said("Match(none)")).containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
        assertThat(said("Match(path,none)"))
                .containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
        assertThat(said("Match( path )"))
                .containsExactly("2:2 error: No attribute ' path ' exists for the Match Locator");
    }

    @Test
    void condition_and_xpath_need_one_argument() throws Exception {
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
    void an_xpath_that_is_none_is_an_error_at_the_transform(String locator) throws Exception {
        assertThat(said(locator)).singleElement().asString().startsWith("2:20 error: '");
    }

    @Test
    void names_have_cases_and_others_are_errors() throws Exception {
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
    void a_locator_that_fails_fails_what_is_within() throws Exception {
        assertThat(Transformed.within(
                                SOURCE, "<location xdt:Locator='Match(none)'><add xdt:Transform='Remove'/></location>")
                        .said())
                .containsExactly("2:2 error: No attribute 'none' exists for the Match Locator");
    }

    @Test
    void a_locator_that_nothing_asks_is_never_read() throws Exception {
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
