package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Inserted elements are laid out like their neighbours, and removed elements take their lines with them. */
class LayoutTest {
    @Test
    void an_inserted_subtree_is_indented_like_its_neighbours() throws Exception {
        assertThat(changed("<configuration>\n    <a>\n        <b/>\n    </a>\n</configuration>", """
                <a>
                  <c xdt:Transform="Insert">
                    <d>
                      <e />
                      <!-- f -->
                    </d>

                    <g/>
                  </c>
                </a>"""))
                .isEqualTo("""
                <configuration>
                    <a>
                        <b/>
                        <c>
                            <d>
                                <e />
                                <!-- f -->
                            </d>

                            <g/>
                        </c>
                    </a>
                </configuration>""");
    }

    @Test
    void tabs_stay_tabs() throws Exception {
        assertThat(changed(
                        "<configuration>\n\t<a>\n\t\t<b/>\n\t</a>\n</configuration>",
                        "<a>\n    <c xdt:Transform='Insert'>\n        <d/>\n    </c>\n</a>"))
                .isEqualTo("<configuration>\n\t<a>\n\t\t<b/>\n\t\t<c>\n\t\t\t<d/>\n\t\t</c>\n\t</a>\n</configuration>");
        assertThat(changed("<configuration>\n\t<a/>\n</configuration>", "<a><c xdt:Transform='Insert'/></a>"))
                .isEqualTo("<configuration>\n\t<a>\n\t\t<c/>\n\t</a>\n</configuration>");
    }

    @Test
    void inserted_lines_end_like_those_of_the_file() throws Exception {
        String source = "<configuration>\r\n  <a>\r\n    <b/>\r\n  </a>\r\n</configuration>\r\n";
        String result = changed(source, "<a>\n<c xdt:Transform='Insert'>\n<!-- d\n e --><![CDATA[f\ng]]>\n</c>\n</a>");

        assertThat(result).contains("    <c>\r\n").contains("<!-- d\r\n e --><![CDATA[f\r\ng]]>");
        assertThat(result.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        assertThat(changed("<configuration>\n  <a/>\n</configuration>", "<b xdt:Transform='Insert'>\r\n<c/>\r\n</b>"))
                .isEqualTo("<configuration>\n  <a/>\n  <b>\n    <c/>\n  </b>\n</configuration>");
    }

    @Test
    void content_on_one_line_is_kept_on_one_line() throws Exception {
        assertThat(changed("<configuration><a><b/></a></configuration>", "<a><c xdt:Transform='Insert'/></a>"))
                .isEqualTo("<configuration><a><b/><c/></a></configuration>");
        assertThat(changed("<configuration/>", "<c xdt:Transform='Insert'/>"))
                .isEqualTo("<configuration><c/></configuration>");
        assertThat(changed(
                        "<configuration>\n  <a><b/></a>\n</configuration>",
                        "<a><c xdt:Transform='InsertBefore(b)'/></a>"))
                .isEqualTo("<configuration>\n  <a><c/><b/></a>\n</configuration>");
        assertThat(changed("<configuration>\n  <a><b/></a>\n</configuration>", "<a><b xdt:Transform='Remove'/></a>"))
                .isEqualTo("<configuration>\n  <a></a>\n</configuration>");
    }

    @Test
    void inserted_content_on_one_line_is_split_if_its_neighbours_are() throws Exception {
        String setting = "<setting name='F'><value>new</value></setting>";
        String lines = "\n  <setting name='F'>\n    <value>new</value>\n  </setting>\n";
        String transform = setting.replace("'F'", "'F' xdt:Transform='Insert'");
        String neighbour = "<setting name='E'>\n    <value>x</value>\n  </setting>";

        assertThat(changed("<configuration>\n  " + neighbour + "\n</configuration>", transform))
                .isEqualTo("<configuration>\n  " + neighbour + lines + "</configuration>");
        assertThat(changed(
                        "<configuration>\n  " + neighbour + "\n</configuration>",
                        setting.replace("'F'", "'F' xdt:Transform='Replace'")))
                .isEqualTo("<configuration>" + lines + "</configuration>");
        assertThat(changed("<configuration>\n</configuration>", transform))
                .isEqualTo("<configuration>" + lines + "</configuration>");
        assertThat(changed("<configuration>\n  <add/>\n</configuration>", transform))
                .isEqualTo("<configuration>\n  <add/>" + lines + "</configuration>");
    }

    @Test
    void inserted_content_stays_on_one_line_if_its_neighbours_do_or_it_contains_text() throws Exception {
        assertThat(changed(
                        "<configuration>\n  <s><v>x</v></s>\n</configuration>",
                        "<s xdt:Transform='Insert'><v>y</v></s>"))
                .isEqualTo("<configuration>\n  <s><v>x</v></s>\n  <s><v>y</v></s>\n</configuration>");
        assertThat(changed("<configuration>\n  <a/>\n</configuration>", "<p xdt:Transform='Insert'>a <b/> c</p>"))
                .isEqualTo("<configuration>\n  <a/>\n  <p>a <b/> c</p>\n</configuration>");
        assertThat(changed(
                        "<configuration>\n  <a/>\n</configuration>",
                        "<p xml:space='preserve' xdt:Transform='Insert'><b/></p>"))
                .isEqualTo("<configuration>\n  <a/>\n  <p xml:space='preserve'><b/></p>\n</configuration>");
    }

    @Test
    void an_element_without_content_is_split_into_lines() throws Exception {
        String expected = "<configuration>\n  <a>\n    <c/>\n  </a>\n</configuration>";
        for (String empty : new String[] {"<a/>", "<a></a>", "<a> </a>", "<a>\n  </a>"}) {
            assertThat(changed(
                            "<configuration>\n  " + empty + "\n</configuration>", "<a><c xdt:Transform='Insert'/></a>"))
                    .as(empty)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_root_without_content_is_split_if_its_document_has_lines() throws Exception {
        assertThat(changed("<?xml version='1.0'?>\n<configuration/>", "<c xdt:Transform='Insert'/>"))
                .isEqualTo("<?xml version='1.0'?>\n<configuration>\n  <c/>\n</configuration>");
        assertThat(changed("<configuration>\n</configuration>", "<c xdt:Transform='Insert'/>"))
                .isEqualTo("<configuration>\n  <c/>\n</configuration>");
    }

    @Test
    void an_element_is_inserted_after_a_trailing_comment() throws Exception {
        assertThat(changed("<configuration>\n  <a/> <!-- about a -->\n</configuration>", "<c xdt:Transform='Insert'/>"))
                .isEqualTo("<configuration>\n  <a/> <!-- about a -->\n  <c/>\n</configuration>");
    }

    @Test
    void text_between_elements_gets_no_white_space() throws Exception {
        assertThat(changed("<configuration>\n  some text\n</configuration>", "<c xdt:Transform='Insert'/>"))
                .isEqualTo("<configuration>\n  some text\n<c/></configuration>");
        assertThat(changed("<configuration>a\n<b/>c</configuration>", "<b xdt:Transform='Remove'/>"))
                .isEqualTo("<configuration>a\nc</configuration>");
    }

    @Test
    void only_the_removed_elements_own_line_is_removed() throws Exception {
        assertThat(changed("<configuration>\n\n  <a/>\n\n  <b/>\n</configuration>", "<a xdt:Transform='Remove'/>"))
                .isEqualTo("<configuration>\n\n\n  <b/>\n</configuration>");
        assertThat(changed("<configuration>\n  <a/><b/>\n</configuration>", "<a xdt:Transform='Remove'/>"))
                .isEqualTo("<configuration>\n  <b/>\n</configuration>");
        assertThat(changed("<configuration>\n  <a/> <!-- c -->\n</configuration>", "<a xdt:Transform='Remove'/>"))
                .isEqualTo("<configuration>\n   <!-- c -->\n</configuration>");
        assertThat(changed("<configuration>\r\n  <a/>\r\n  <b/>\r\n</configuration>", "<b xdt:Transform='Remove'/>"))
                .isEqualTo("<configuration>\r\n  <a/>\r\n</configuration>");
    }

    @Test
    void a_replacement_is_indented_like_the_replaced_element() throws Exception {
        assertThat(changed(
                        "<configuration>\n    <a>\n        <b/>\n    </a>\n</configuration>",
                        "<a xdt:Transform='Replace'>\n<c>\n<d/>\n</c>\n</a>"))
                .isEqualTo(
                        "<configuration>\n    <a>\n        <c>\n            <d/>\n        </c>\n    </a>\n</configuration>");
    }

    @Test
    void attributes_on_lines_of_their_own_stay_there() throws Exception {
        String source = "<configuration>\n  <a x='1'\n     y = '2'\n     z='3'/>\n</configuration>";

        assertThat(changed(source, "<a y='4' xdt:Transform='SetAttributes'/>")).isEqualTo(source.replace("'2'", "'4'"));
        assertThat(changed(source, "<a w='4' xdt:Transform='SetAttributes'/>"))
                .isEqualTo(source.replace("'3'/", "'3'\n     w='4'/"));
        assertThat(changed(source, "<a xdt:Transform='RemoveAttributes(y)'/>"))
                .isEqualTo(source.replace("\n     y = '2'", ""));
        assertThat(changed(source, "<a xdt:Transform='RemoveAttributes(x)'/>"))
                .isEqualTo("<configuration>\n  <a y = '2'\n     z='3'/>\n</configuration>");
    }

    @Test
    void a_value_is_escaped_for_its_quotes() throws Exception {
        assertThat(changed(
                        "<configuration><a x='1' y=\"1\"/></configuration>",
                        "<a x=\"it's\" y='&quot;&lt;&amp;&#10;' xdt:Transform='SetAttributes'/>"))
                .isEqualTo("<configuration><a x='it&apos;s' y=\"&quot;&lt;&amp;&#xA;\"/></configuration>");
    }

    @Test
    void setting_an_equal_value_changes_no_byte() throws Exception {
        String source = "<configuration><a x='&#49;&apos;' ></a ></configuration>";

        assertThat(changed(source, "<a x=\"1'\" xdt:Transform='SetAttributes'/>"))
                .isEqualTo(source);
    }

    private static String changed(String source, String body) throws Exception {
        Transformed result = Transformed.within(source, body);
        assertThat(result.said()).isEmpty();
        Canonical.of(result.document());
        return result.document();
    }
}
