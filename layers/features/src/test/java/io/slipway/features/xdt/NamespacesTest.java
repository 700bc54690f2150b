package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names in the file keep the namespaces that they have in the transform. */
class NamespacesTest {
    private static final String SOURCE = """
            <c xmlns="urn:d" xmlns:q="urn:q">
              <a x="1" q:x="2"/>
              <q:b/>
              <n xmlns=""><m/></n>
            </c>
            """;

    @Test
    void the_default_namespace_is_that_of_the_transform() throws Exception {
        assertThat(by("xmlns='urn:d'", "<a x='9' xdt:Transform='SetAttributes'/>")
                        .document())
                .isEqualTo(SOURCE.replace("x=\"1\"", "x=\"9\""));
        assertThat(by("", "<a x='9' xdt:Transform='SetAttributes'/>").said())
                .containsExactly("1:2 warning: No element in the source document matches '/c'");
        assertThat(by("xmlns='urn:other'", "<a x='9' xdt:Transform='SetAttributes'/>")
                        .done())
                .isTrue();
    }

    @Test
    void prefixes_are_those_of_the_transform() throws Exception {
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<z:b y='1' xdt:Transform='SetAttributes'/>")
                        .document())
                .isEqualTo(SOURCE.replace("<q:b/>", "<q:b y=\"1\"/>"));
        assertThat(by("xmlns:d='urn:d' xmlns:z='urn:q'", "<!-- the root is in no namespace -->")
                        .said())
                .isEmpty();
    }

    @Test
    void a_default_namespace_may_be_declared_anywhere() throws Exception {
        Transformed result = Transformed.by(
                "<c><b xmlns='urn:b'><a/></b></c>",
                "<c xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'><b xmlns='urn:b'><a x='1' xdt:Transform='SetAttributes'/><z xdt:Transform='Insert'/></b></c>");

        assertThat(result.document()).isEqualTo("<c><b xmlns='urn:b'><a x=\"1\"/><z/></b></c>");
        assertThat(result.log()).contains("on /c/_defaultNamespace:b/_defaultNamespace:a");
    }

    @Test
    void attributes_are_matched_by_their_own_prefixes() throws Exception {
        assertThat(by(
                                "xmlns='urn:d' xmlns:z='urn:q'",
                                "<a z:x='2' xdt:Transform='RemoveAttributes(x)' xdt:Locator='Match(z:x)'/>")
                        .document())
                .isEqualTo(SOURCE.replace("x=\"1\" ", ""));
        assertThat(by(
                                "xmlns='urn:d' xmlns:z='urn:q'",
                                "<a xdt:Transform='Remove' xdt:Locator=\"Condition(@z:x='2')\"/>")
                        .document())
                .doesNotContain("<a");
    }

    /** The original confuses {@code q:x} with {@code x}, and does not support prefixes in arguments. */
    @Test
    void attributes_with_prefixes_are_set_and_removed_as_such() throws Exception {
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<a z:x='9' xdt:Transform='SetAttributes'/>")
                        .document())
                .isEqualTo(SOURCE.replace("q:x=\"2\"", "q:x=\"9\""));
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<a z:y='9' xdt:Transform='SetAttributes(z:y)'/>")
                        .document())
                .isEqualTo(SOURCE.replace("q:x=\"2\"", "q:x=\"2\" q:y=\"9\""));
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<a xdt:Transform='RemoveAttributes(z:x)'/>")
                        .document())
                .isEqualTo(SOURCE.replace(" q:x=\"2\"", ""));
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<a xdt:Transform='RemoveAttributes(z:*)'/>")
                        .document())
                .isEqualTo(SOURCE.replace(" q:x=\"2\"", ""));
        assertThat(by("xmlns='urn:d'", "<a xdt:Transform='RemoveAttributes(z:x)'/>")
                        .done())
                .isFalse();
    }

    @Test
    void the_namespace_of_a_set_attribute_is_declared() throws Exception {
        assertThat(by("xmlns='urn:d' xmlns:q='urn:other'", "<a q:y='9' xdt:Transform='SetAttributes'/>")
                        .document())
                .isEqualTo(SOURCE.replace("q:x=\"2\"", "q:x=\"2\" xmlns:q1=\"urn:other\" q1:y=\"9\""));
        assertThat(by("xmlns='urn:d'", "<a xml:space='preserve' xdt:Transform='SetAttributes'/>")
                        .document())
                .contains("q:x=\"2\" xml:space=\"preserve\"");
    }

    @Test
    void inserted_names_get_the_files_prefixes() throws Exception {
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<z:new z:y='1' xdt:Transform='Insert'><in/></z:new>")
                        .document())
                .contains("<q:new q:y='1'><in/></q:new>");
        assertThat(by("xmlns='urn:d' xmlns:z='urn:q'", "<a xdt:Transform='Replace'><z:b/></a>")
                        .document())
                .contains("<a>\n    <q:b/>\n  </a>");
    }

    @Test
    void namespaces_that_the_file_lacks_are_declared_where_they_are_used() throws Exception {
        Transformed result = Transformed.by(
                "<c><r/></c>",
                "<c xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform' xmlns:u='urn:u' xmlns:unused='urn:unused'>"
                        + "<r><b xmlns='urn:asm' xmlns:v='urn:v' xdt:Transform='Insert'><d u:x='1'/></b></r></c>");

        assertThat(result.document()).isEqualTo("<c><r><b xmlns='urn:asm'><d u:x='1' xmlns:u='urn:u'/></b></r></c>");
    }

    @Test
    void an_element_without_a_namespace_stays_without_one() throws Exception {
        Transformed result = Transformed.by(
                SOURCE,
                "<d:c xmlns:d='urn:d' xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'><plain xdt:Transform='Insert'><in/></plain></d:c>");

        assertThat(result.document()).contains("<plain xmlns=\"\"><in/></plain>");
    }

    @Test
    void inserted_elements_contain_nothing_of_the_transform_language() throws Exception {
        assertThat(by(
                                "xmlns='urn:d'",
                                "<new xdt:Transform='Insert' xdt:SupressWarnings='true'><in xdt:Transform='Remove' xdt:Locator='Condition(1)' xmlns:e='http://schemas.microsoft.com/XML-Document-Transform' e:any=''/><keep/></new>")
                        .document())
                .doesNotContain("xdt")
                .doesNotContain("XML-Document-Transform")
                .contains("<keep/>");
    }

    private static Transformed by(String declarations, String body) throws Exception {
        Transformed result = Transformed.by(
                SOURCE,
                "<c " + declarations + " xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>\n" + body
                        + "\n</c>");
        Canonical.of(result.document());
        return result;
    }
}
