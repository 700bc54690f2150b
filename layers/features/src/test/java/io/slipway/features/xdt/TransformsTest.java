package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.xdt.TransformOutcome.Applied;
import io.slipway.features.xdt.TransformOutcome.Result;
import io.slipway.features.xml.XmlPosition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies each transform with its warnings and errors. */
class TransformsTest {
    private static final String SOURCE = """
        <?xml version="1.0"?>
        <configuration>
          <settings>
            <add key='a' value="1"/>
            <add key="b"  value="2" />
          </settings>
          <empty />
        </configuration>
        """;

    @Test
    void replace_replaces_the_first_match_by_the_transforms_element() throws Exception {
        assertThat(changed("<settings><add key='b' x='y' xdt:Transform='Replace'"
                        + " xdt:Locator='Match(key)'>text</add></settings>"))
                .isEqualTo(SOURCE.replace("<add key=\"b\"  value=\"2\" />", "<add key='b' x='y'>text</add>"));
    }

    @Test
    void replace_of_the_root_keeps_the_text_around_it() throws Exception {
        Transformed result = Transformed.by(
                "<?xml version='1.0'?>\n<!-- a -->\n<r><b/></r>\n<!-- z -->",
                "<r x='1' xmlns:t='http://schemas.microsoft.com/XML-Document-Transform' t:Transform='Replace'/>");

        assertThat(result.document()).isEqualTo("<?xml version='1.0'?>\n<!-- a -->\n<r x='1'/>\n<!-- z -->");
    }

    @Test
    void remove_removes_the_first_match_and_warns_of_others() throws Exception {
        Transformed result = Transformed.within(SOURCE, "<settings><add xdt:Transform='Remove'/></settings>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("    <add key='a' value=\"1\"/>\n", ""));
        assertThat(result.said())
                .containsExactly(
                        "2:16 warning: Found multiple target elements, but the 'Remove' Transform only applies "
                                + "to the first match");
    }

    @Test
    void remove_of_the_root_leaves_a_document_without_one() throws Exception {
        Transformed result = Transformed.by(
                SOURCE,
                "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'"
                        + " xdt:Transform='Remove'/>");

        assertThat(result.done()).isTrue();
        assertThat(result.document()).isEqualTo("<?xml version=\"1.0\"?>\n");
    }

    @Test
    void remove_all_removes_every_match() throws Exception {
        assertThat(changed("<settings><add xdt:Transform='RemoveAll'/></settings>"))
                .isEqualTo(SOURCE.replaceAll("    <add.*\n", ""));
    }

    @Test
    void remove_all_removes_nested_matches() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a><a/></a><b/></configuration>",
                "<x xdt:Transform='RemoveAll' xdt:Locator='XPath(//a)'/>");

        assertThat(result.document()).isEqualTo("<configuration><b/></configuration>");
        assertThat(result.done()).isTrue();
    }

    @Test
    void insert_inserts_the_element_after_the_last_child() throws Exception {
        assertThat(changed("<settings><add key='c' xdt:Transform='Insert'/></settings>"))
                .isEqualTo(SOURCE.replace("2\" />\n", "2\" />\n    <add key='c'/>\n"));
    }

    @Test
    void insert_into_an_element_without_end_tag_gives_it_one() throws Exception {
        assertThat(changed("<empty><x xdt:Transform='Insert'/></empty>"))
                .isEqualTo(SOURCE.replace("<empty />", "<empty>\n    <x/>\n  </empty>"));
    }

    @Test
    void insert_uses_the_first_of_several_parents() throws Exception {
        Transformed result =
                Transformed.within("<configuration><a/><a/></configuration>", "<a><b xdt:Transform='Insert'/></a>");

        assertThat(result.document()).isEqualTo("<configuration><a><b/></a><a/></configuration>");
        assertThat(result.said()).isEmpty();
    }

    @Test
    void insert_without_a_parent_is_an_error() throws Exception {
        Transformed result = Transformed.within(SOURCE, "<none><x xdt:Transform='Insert'/></none>");

        assertThat(result.outcome().result()).isEqualTo(Result.FAILED);
        assertThat(result.said())
                .containsExactly("2:8 error: No element in the source document matches '/configuration/none/x'");
        assertThat(result.log()).containsExactly("Not executing Insert (transform line 2, 10)");
    }

    @Test
    void a_nested_insert_reports_the_outermost_missing_element() throws Exception {
        assertThat(Transformed.within(SOURCE, "<none><x><y><z xdt:Transform='Insert'/></y></x></none>")
                        .said())
                .containsExactly("2:8 error: No element in the source document matches '/configuration/none/x'");
    }

    @Test
    void insert_if_missing_inserts_only_missing_elements() throws Exception {
        assertThat(changed("<settings><add key='a' new='x' xdt:Transform='InsertIfMissing'"
                        + " xdt:Locator='Match(key)'/></settings>"))
                .isEqualTo(SOURCE);
        assertThat(changed(
                        "<settings><add key='c' xdt:Transform='InsertIfMissing' xdt:Locator='Match(key)'/></settings>"))
                .contains("<add key='c'/>");
        assertThat(changed("<settings><add key='c' xdt:Transform='InsertIfMissing'/></settings>"))
                .isEqualTo(SOURCE);
        assertThat(changed("<settings><other xdt:Transform='InsertIfMissing'/></settings>"))
                .contains("    <other/>\n  </settings>");
    }

    @Test
    void insert_before_and_after_accept_an_xpath_relative_to_the_parent_or_the_root() throws Exception {
        assertThat(changed("<settings><x xdt:Transform=\"InsertBefore(add[@key='b'])\"/></settings>"))
                .isEqualTo(SOURCE.replace("    <add key=\"b\"", "    <x/>\n    <add key=\"b\""));
        assertThat(changed("<settings><x"
                        + " xdt:Transform=\"InsertAfter(/configuration/settings/add[@key='a'])\"/></settings>"))
                .isEqualTo(SOURCE.replace("    <add key=\"b\"", "    <x/>\n    <add key=\"b\""));
        assertThat(changed("<x xdt:Transform='InsertAfter(empty)'/>"))
                .isEqualTo(SOURCE.replace("<empty />\n", "<empty />\n  <x/>\n"));
        assertThat(changed("<x xdt:Transform='InsertBefore(*)'/>"))
                .isEqualTo(SOURCE.replace("  <settings>", "  <x/>\n  <settings>"));
    }

    @Test
    void insert_before_and_after_require_one_element() throws Exception {
        assertThat(said("<x xdt:Transform='InsertBefore'/>"))
                .containsExactly("2:4 error: InsertBefore requires an XPath argument");
        assertThat(said("<x xdt:Transform='InsertAfter()'/>"))
                .containsExactly("2:4 error: InsertAfter requires an XPath argument");
        assertThat(said("<x xdt:Transform='InsertAfter(a, b)'/>"))
                .containsExactly("2:4 error: Too many arguments to InsertAfter");
        assertThat(said("<x xdt:Transform='InsertAfter(nope)'/>"))
                .containsExactly("2:4 error: No element in the source document matches 'nope'");
        assertThat(said("<x xdt:Transform='InsertAfter(settings/add/@key)'/>"))
                .containsExactly("2:4 error: 'settings/add/@key' does not evaluate to an element");
        assertThat(said("<x xdt:Transform='InsertAfter(1 + 1)'/>"))
                .singleElement()
                .asString()
                .startsWith("2:4 error: ");
        assertThat(said("<x xdt:Transform='InsertAfter([)'/>"))
                .singleElement()
                .asString()
                .startsWith("2:4 error: ");
    }

    @Test
    void insert_of_the_root_or_beside_it_is_an_error() throws Exception {
        for (String name :
                List.of("Insert", "InsertIfMissing", "InsertBefore(/configuration)", "InsertAfter(/configuration)")) {
            Transformed result = Transformed.by(
                    SOURCE,
                    "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform' xdt:Transform='"
                            + name + "'/>");
            assertThat(result.outcome().result()).as(name).isEqualTo(Result.FAILED);
            assertThat(result.document()).as(name).isEqualTo(SOURCE);
        }
        assertThat(said("<x xdt:Transform='InsertAfter(/configuration)'/>"))
                .containsExactly("2:4 error: A document has only one root element; nothing can be inserted beside it");
    }

    @Test
    void set_attributes_copies_all_attributes_of_the_transforms_element_to_every_match() throws Exception {
        assertThat(changed("<settings><add value='9' new='n' xdt:Transform='SetAttributes'/></settings>"))
                .isEqualTo(SOURCE.replace("value=\"1\"/", "value=\"9\" new=\"n\"/")
                        .replace("value=\"2\"", "value=\"9\"  new=\"n\""));
    }

    @Test
    void set_attributes_with_arguments_copies_only_those_attributes() throws Exception {
        assertThat(changed("<settings><add key='a' value='9' new='n' xdt:Transform='SetAttributes( new )'"
                        + " xdt:Locator='Match(key)'/></settings>"))
                .isEqualTo(SOURCE.replace("value=\"1\"/", "value=\"1\" new=\"n\"/"));
        assertThat(changed("<settings><add key='a' value='9' new='n' xdt:Transform='SetAttributes(new,value)'"
                        + " xdt:Locator='Match(key)'/></settings>"))
                .isEqualTo(SOURCE.replace("value=\"1\"/", "value=\"9\" new=\"n\"/"));
        assertThat(changed("<settings><add key='a' value='9' xdt:Transform='SetAttributes(*)'"
                        + " xdt:Locator='Match(key)'/></settings>"))
                .isEqualTo(SOURCE.replace("value=\"1\"/", "value=\"9\"/"));
    }

    @Test
    void attributes_are_set_in_the_order_of_the_transforms_element() throws Exception {
        assertThat(Transformed.within(SOURCE, "<empty z='1' a='2' m='3' xdt:Transform='SetAttributes(a,z)'/>")
                        .log())
                .containsSubsequence("Set 'z' attribute", "Set 'a' attribute", "Set 2 attributes");
    }

    @Test
    void arguments_that_match_no_attribute_cause_warnings() throws Exception {
        assertThat(said("<empty a='1' xdt:Transform='SetAttributes(a,b)'/>"))
                .containsExactly("2:14 warning: Argument 'b' did not match any attributes");
        assertThat(said("<empty a='1' xdt:Transform='SetAttributes(b)'/>"))
                .containsExactly(
                        "2:14 warning: Argument 'b' did not match any attributes",
                        "2:14 warning: No attributes found to set");
        assertThat(said("<empty xdt:Transform='SetAttributes'/>"))
                .containsExactly("2:8 warning: No attributes found to set");
        assertThat(said("<empty a='1' xdt:Transform='SetAttributes(!)'/>"))
                .singleElement()
                .asString()
                .contains("error: '@!'");
    }

    @Test
    void remove_attributes_removes_all_or_the_given_attributes_from_every_match() throws Exception {
        assertThat(changed("<settings><add xdt:Transform='RemoveAttributes(value)'/></settings>"))
                .isEqualTo(SOURCE.replace(" value=\"1\"", "").replace("  value=\"2\"", ""));
        assertThat(changed("<settings><add xdt:Transform='RemoveAttributes'/></settings>"))
                .isEqualTo(SOURCE.replace("<add key='a' value=\"1\"/>", "<add/>")
                        .replace("<add key=\"b\"  value=\"2\" />", "<add />"));
        assertThat(changed("<settings><add xdt:Transform='RemoveAttributes(key, value)'/></settings>"))
                .contains("<add/>", "<add />");
    }

    @Test
    void remove_attributes_warns_at_the_source_if_there_are_none() throws Exception {
        assertThat(said("<empty xdt:Transform='RemoveAttributes'/>"))
                .containsExactly("source 7:4 warning: No attributes found to remove");
        assertThat(said("<empty xdt:Transform='RemoveAttributes(a)'/>"))
                .containsExactly(
                        "2:8 warning: Argument 'a' did not match any attributes",
                        "source 7:4 warning: No attributes found to remove");
    }

    @Test
    void namespace_declarations_do_not_count_as_attributes() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a xmlns:q='urn:q' q:x='1' y='2'/></configuration>",
                "<a xdt:Transform='RemoveAttributes'/>");

        assertThat(result.document()).isEqualTo("<configuration><a xmlns:q='urn:q'/></configuration>");
    }

    @Test
    void tokens_are_replaced_by_attributes_of_the_target_or_else_of_the_transform() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a name='n' old=\"o'o\"/></configuration>",
                "<a name='m' other='p' set='$(name)/$(other)/$(old)/$(' xdt:Transform='SetTokenizedAttributes(set)'/>");

        assertThat(result.document())
                .isEqualTo("<configuration><a name='n' old=\"o'o\" set=\"n/p/o'o/$(\"/></configuration>");
    }

    @Test
    void a_token_sees_attributes_that_were_set_before_it() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a x='1' y='2'/></configuration>",
                "<a x='$(y)' y='$(x)+' xdt:Transform='SetTokenizedAttributes'/>");

        assertThat(result.document()).isEqualTo("<configuration><a x='2' y='2+'/></configuration>");
    }

    /** The original ends with a null reference. */
    @Test
    void a_token_for_an_unknown_attribute_is_an_error() throws Exception {
        assertThat(said("<empty a='$(b)' xdt:Transform='SetTokenizedAttributes'/>"))
                .containsExactly("2:17 error: No attribute 'b' exists for '$(b)'");
        assertThat(said("<empty a='$(a)' xdt:Transform='SetTokenizedAttributes'/>"))
                .containsExactly("2:17 error: No attribute 'a' exists for '$(a)'");
    }

    @Test
    void comment_out_keeps_the_elements_markup() throws Exception {
        assertThat(changed("<settings xdt:Transform='CommentOut'/>"))
                .isEqualTo(SOURCE.replace("<settings>", "<!-- <settings>").replace("</settings>", "</settings> -->"));
    }

    /** The original then writes no file at all. */
    @Test
    void comment_out_of_a_comment_stays_well_formed() throws Exception {
        Transformed result = Transformed.within(
                "<configuration><a><!-- b --></a></configuration>", "<a xdt:Transform='CommentOut'/>");

        assertThat(result.document()).isEqualTo("<configuration><!-- <a><!- - b - -></a> --></configuration>");
        Canonical.of(result.document());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Replace", "Remove", "RemoveAll", "Insert", "InsertIfMissing"})
    void unexpected_arguments_cause_warnings(String name) throws Exception {
        assertThat(said("<empty xdt:Transform='" + name + "(x)'/>"))
                .containsExactly("2:8 warning: " + name + " does not expect arguments; ignoring");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Replace",
                "Remove",
                "RemoveAll",
                "SetAttributes",
                "RemoveAttributes",
                "SetTokenizedAttributes",
                "CommentOut"
            })
    void a_missing_target_is_a_warning(String name) throws Exception {
        Transformed result = Transformed.within(SOURCE, "<none><x xdt:Transform='" + name + "'/></none>");

        assertThat(result.done()).isTrue();
        assertThat(result.document()).isEqualTo(SOURCE);
        assertThat(result.said())
                .containsExactly("2:2 warning: No element in the source document matches '/configuration/none'");
        assertThat(result.log()).containsExactly("Not executing " + name + " (transform line 2, 10)");
    }

    @Test
    void a_target_that_a_previous_transform_removed_is_reported_as_such() throws Exception {
        assertThat(said("<empty xdt:Transform='Remove'/><empty a='1' xdt:Transform='SetAttributes'/>"))
                .containsExactly(
                        "2:33 warning: '/configuration/empty' did not find a match, because matching nodes in the "
                                + "source document were modified or removed by a previous transform");
    }

    @Test
    void an_element_is_transformed_before_those_within_it() throws Exception {
        assertThat(changed("<new xdt:Transform='Insert'><x y='1' xdt:Transform='SetAttributes(y)'/><x"
                        + " xdt:Transform='RemoveAttributes(y)'/></new>"))
                .contains("\n  <new>\n    <x/>\n    <x/>\n  </new>\n");
    }

    @Test
    void an_element_without_a_transform_only_locates_those_within_it() throws Exception {
        assertThat(changed("<settings other='ignored'>text<!-- comment --><?instruction?><add key='a'"
                        + " value='9'/></settings>"))
                .isEqualTo(SOURCE);
    }

    @Test
    void comments_and_instructions_within_an_inserted_element_are_inserted() throws Exception {
        assertThat(changed("<x xdt:Transform='Insert'><!-- c --><?i j?><![CDATA[<d>]]>&#65;&lt;</x>"))
                .contains("<x><!-- c --><?i j?><![CDATA[<d>]]>&#65;&lt;</x>");
    }

    @Test
    void warnings_are_suppressed_for_one_element() throws Exception {
        Transformed result = Transformed.within(
                SOURCE,
                "<none xdt:Transform='Remove' xdt:SupressWarnings='True'/><none xdt:Transform='Remove'"
                        + " xdt:SupressWarnings='false'/>");

        assertThat(result.said())
                .containsExactly("2:59 warning: No element in the source document matches '/configuration/none'");
        assertThat(result.log()).contains("No element in the source document matches '/configuration/none'");
    }

    @Test
    void warnings_are_suppressed_for_the_element_and_not_for_those_within() throws Exception {
        assertThat(said("<settings xdt:Transform='RemoveAttributes' xdt:SupressWarnings='true'><add"
                        + " xdt:Transform='Remove'/></settings>"))
                .singleElement()
                .asString()
                .contains("only applies to the first match");
    }

    @Test
    void errors_are_not_suppressed() throws Exception {
        assertThat(said("<none><x xdt:Transform='Insert' xdt:SupressWarnings='true'/></none>"))
                .hasSize(1);
        assertThat(said("<empty xdt:Transform='Remove' xdt:SupressWarnings='perhaps'/>"))
                .containsExactly("2:2 error: String 'perhaps' was not recognized as a valid Boolean.");
    }

    @Test
    void names_are_case_sensitive_and_unknown_ones_are_errors() throws Exception {
        assertThat(said("<empty xdt:Transform='remove'/>"))
                .containsExactly("2:8 error: Could not resolve 'remove' as a type of Transform");
        assertThat(said("<empty xdt:Transform='Condition'/>"))
                .containsExactly("2:8 error: 'Microsoft.Web.XmlTransform.Condition' is not a type of Transform");
        assertThat(said("<empty xdt:Transform='AttributeTransform'/>"))
                .containsExactly(
                        "2:8 error: Type 'Microsoft.Web.XmlTransform.AttributeTransform' must have a no-argument "
                                + "constructor to be instantiated by the transformation engine");
        assertThat(said("<empty xdt:Transform='Transform'/>"))
                .containsExactly("2:8 error: 'Microsoft.Web.XmlTransform.Transform' is not a type of Transform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Remove(", "Remove)", "Remove()x", "a b", "#Remove#", "Remove:x"})
    void text_that_is_not_a_name_with_arguments_is_an_error(String value) throws Exception {
        assertThat(said("<empty xdt:Transform='" + value + "'/>"))
                .containsExactly(
                        "2:8 error: Transform and Locator attributes must contain only a type name, or a type name "
                                + "followed by a list of attributes in parentheses.");
    }

    @Test
    void an_element_with_an_unknown_transform_is_skipped_with_those_within_it() throws Exception {
        assertThat(changed("<settings xdt:Transform='Nope'><add xdt:Transform='RemoveAll'/></settings>"))
                .isEqualTo(SOURCE);
    }

    @Test
    void after_an_error_the_remaining_transforms_are_applied() throws Exception {
        Transformed result = Transformed.within(SOURCE, "<x xdt:Transform='Nope'/><empty xdt:Transform='Remove'/>");

        assertThat(result.outcome().result()).isEqualTo(Result.FAILED);
        assertThat(result.document()).doesNotContain("empty");
    }

    @Test
    void an_unknown_element_of_the_transform_language_causes_a_warning() throws Exception {
        Transformed result = Transformed.within(SOURCE, "<empty/><xdt:Foo/><settings><xdt:Bar/></settings>");

        assertThat(result.done()).isTrue();
        assertThat(result.said())
                .containsExactly("2:10 warning: Unknown tag 'xdt:Foo'", "2:30 warning: Unknown tag 'xdt:Bar'");
    }

    @Test
    void imports_are_rejected_before_any_transform_is_applied() throws Exception {
        for (String[] imported : new String[][] {
            {"assembly='A' namespace='N'", "2:24 error: Could not load the file 'A'."},
            {"path='p.dll' namespace='N'", "2:24 error: Could not load the file 'p.dll'."},
            {"path='p' assembly='A'", "2:24 error: Import tag cannot have both a 'path' and an 'assembly'"},
            {"namespace='N'", "2:24 error: Import tag must have a 'path' or an 'assembly'"},
            {"path='p'", "2:24 error: Import tag must have a 'namespace'"},
            {"path='p' foo='x'", "2:44 error: Import tag does not support 'foo' attribute"},
        }) {
            Transformed result = Transformed.within(
                    SOURCE,
                    "<empty xdt:Locator=''><xdt:Import " + imported[0]
                            + "/></empty><settings xdt:Transform='Remove'/>");
            assertThat(result.outcome().result()).as(imported[0]).isEqualTo(Result.REFUSED);
            assertThat(result.said()).as(imported[0]).containsExactly(imported[1]);
            assertThat(result.document()).as(imported[0]).isEqualTo(SOURCE);
        }
    }

    @Test
    void a_document_that_never_declares_the_namespace_changes_nothing() throws Exception {
        Transformed result = Transformed.by(SOURCE, "<configuration Transform='Remove'><settings/></configuration>");

        assertThat(result.done()).isTrue();
        assertThat(result.document()).isEqualTo(SOURCE);
        assertThat(result.log())
                .containsExactly(
                        "The expected namespace http://schemas.microsoft.com/XML-Document-Transform was not found "
                                + "in the transform file");
    }

    @Test
    void the_namespace_matters_and_not_the_prefix() throws Exception {
        Transformed result = Transformed.by(
                SOURCE,
                "<configuration><empty xmlns:q='http://schemas.microsoft.com/XML-Document-Transform'"
                        + " q:Transform='Remove'/></configuration>");

        assertThat(result.document()).isEqualTo(SOURCE.replace("  <empty />\n", ""));
    }

    @Test
    void a_root_with_another_name_matches_nothing() throws Exception {
        Transformed result = Transformed.by(
                SOURCE,
                "<web xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'><empty"
                        + " xdt:Transform='Remove'/></web>");

        assertThat(result.said()).containsExactly("1:2 warning: No element in the source document matches '/web'");
    }

    @Test
    void changes_are_reported_with_their_positions() throws Exception {
        assertThat(Transformed.within(SOURCE, "<settings><add value='x' xdt:Transform='SetAttributes'/></settings>")
                        .outcome()
                        .changes())
                .containsExactly(
                        new Applied("SetAttributes", new XmlPosition(4, 5)),
                        new Applied("SetAttributes", new XmlPosition(5, 5)));
    }

    private static String changed(String body) throws Exception {
        return Transformed.within(SOURCE, body).document();
    }

    private static List<String> said(String body) throws Exception {
        return Transformed.within(SOURCE, body).said();
    }
}
