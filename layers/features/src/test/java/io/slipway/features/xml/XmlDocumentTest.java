package io.slipway.features.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDocumentTest {
    private static final String MESSY = "<?xml  version='1.0'  encoding=\"utf-8\" standalone='yes' ?>\r\n"
            + "<!-- top -->\r\n<!DOCTYPE r [ <!-- ]> ' --> <!ENTITY e \"v>]'\"> <?pi ]> ?> ]>\n"
            + "<r  a = '1'\r\n\tb=\"x > y &lt; &e; &#233;\"   xmlns:p='urn:p' xmlns=\"urn:d\" >\r"
            + "<p:b/><c /><d></d ><e\n/>text &amp; &e; <![CDATA[ <x> & ]]]]><![CDATA[>]]>"
            + "<?target  some data?><?empty?><!----><p:b p:q='\"'>é😎</p:b\n></r>\n<!-- end -->\n<?last?>  ";

    @Test
    void every_character_is_kept() throws XmlException {
        assertThat(parse(MESSY).markup()).isEqualTo(MESSY);
        assertThat(parse(MESSY).copy().markup()).isEqualTo(MESSY);
    }

    @Test
    void every_character_is_kept_around_a_change() throws XmlException {
        XmlDocument document = parse(MESSY);

        root(document).setAttribute(XmlName.of("a"), "<2'\">\n");

        assertThat(document.markup()).isEqualTo(MESSY.replace("a = '1'", "a = '&lt;2&apos;\"&gt;&#xA;'"));
    }

    @Test
    void values_are_decoded_as_in_xml() throws XmlException {
        XmlElement root = root(parse(MESSY));

        assertThat(root.attribute("b").orElseThrow().value()).isEqualTo("x > y < v>]' é");
        assertThat(root.attribute(XmlName.XMLNS, "p").orElseThrow().value()).isEqualTo("urn:p");
        assertThat(root.value()).isEqualTo("\ntext & v>]'  <x> & ]]>é😎");
        assertThat(root.children().getFirst().value()).isEqualTo("\n");
        assertThat(root.children())
                .filteredOn(XmlInstruction.class::isInstance)
                .satisfiesExactly(
                        first -> assertThat(((XmlInstruction) first).target() + "|" + first.value())
                                .isEqualTo("target|some data"),
                        second -> assertThat(((XmlInstruction) second).target() + "|" + second.value())
                                .isEqualTo("empty|"));
    }

    @Test
    void names_have_namespaces() throws XmlException {
        XmlElement root = root(parse(MESSY));
        XmlElement last = root.elements().toList().getLast();

        assertThat(root.name()).isEqualTo(new XmlName("", "r", "urn:d"));
        assertThat(last.name()).isEqualTo(new XmlName("p", "b", "urn:p"));
        assertThat(last.attribute("urn:p", "q").orElseThrow().value()).isEqualTo("\"");
        assertThat(last.namespace("p")).contains("urn:p");
        assertThat(last.namespace("q")).isEmpty();
        assertThat(last.namespaces()).containsEntry("", "urn:d").containsEntry("p", "urn:p");
    }

    @Test
    void every_node_has_its_position() throws XmlException {
        XmlDocument document = parse("<a>\r\n  <b x='1'\n     y='2'/>\r  <!--c--></a>");
        XmlElement b = root(document).elements().toList().getFirst();

        assertThat(b.position()).hasToString("2:3");
        assertThat(b.attribute("x").orElseThrow().position()).hasToString("2:6");
        assertThat(b.attribute("y").orElseThrow().position()).hasToString("3:6");
        assertThat(root(document).children().getLast().position()).hasToString("4:3");
        assertThat(root(document).children().getFirst().position()).hasToString("1:4");
    }

    @Test
    void a_new_attribute_is_laid_out_like_its_neighbour() throws XmlException {
        assertThat(added("<a/>")).isEqualTo("<a n=\"v\"/>");
        assertThat(added("<a />")).isEqualTo("<a n=\"v\" />");
        assertThat(added("<a></a>")).isEqualTo("<a n=\"v\"></a>");
        assertThat(added("<a b='1'/>")).isEqualTo("<a b='1' n='v'/>");
        assertThat(added("<a b = '1' />")).isEqualTo("<a b = '1' n = 'v' />");
        assertThat(added("<a b=\"1\"\n   c=\"2\">x</a>")).isEqualTo("<a b=\"1\"\n   c=\"2\"\n   n=\"v\">x</a>");
        assertThat(added("<a\n  b=\"1\"\n/>")).isEqualTo("<a\n  b=\"1\"\n  n=\"v\"\n/>");
    }

    private static String added(String text) throws XmlException {
        XmlDocument document = parse(text);
        root(document).setAttribute(XmlName.of("n"), "v");
        return document.markup();
    }

    @Test
    void an_attribute_is_removed_with_its_white_space() throws XmlException {
        assertThat(removed("<a b=\"1\" c='2' />", "b")).isEqualTo("<a c='2' />");
        assertThat(removed("<a b=\"1\" c='2' />", "c")).isEqualTo("<a b=\"1\" />");
        assertThat(removed("<a b=\"1\"\n   c='2'\n   d='3'/>", "b")).isEqualTo("<a c='2'\n   d='3'/>");
        assertThat(removed("<a b=\"1\"\n   c='2'\n   d='3'/>", "c")).isEqualTo("<a b=\"1\"\n   d='3'/>");
    }

    private static String removed(String text, String name) throws XmlException {
        XmlDocument document = parse(text);
        root(document).attribute(name).orElseThrow().remove();
        return document.markup();
    }

    @Test
    void setting_an_equal_value_changes_nothing() throws XmlException {
        String text = "<a b='&#233;&#13;'>&#233;\r\n&quot;<!--x\r\ny--><?p d?><![CDATA[1\r\n]]></a>";
        XmlDocument document = parse(text);
        XmlElement root = root(document);

        root.setAttribute(XmlName.of("b"), "é\r");
        for (XmlNode child : root.children()) {
            switch (child) {
                case XmlText it -> it.setValue("é\n\"");
                case XmlComment it -> it.setValue("x\ny");
                case XmlInstruction it -> it.setValue("d");
                case XmlCData it -> it.setValue("1\n");
                default -> throw new AssertionError();
            }
        }

        assertThat(document.markup()).isEqualTo(text);
    }

    @Test
    void values_are_written_so_that_they_can_be_read_back() throws XmlException {
        XmlDocument document = parse("<a>\r\n<!--x--><?p   d?><?q?><![CDATA[1]]></a>\r\n");
        List<XmlNode> children = root(document).children();

        ((XmlText) children.get(0)).setValue("<&>\"'\n\r\nx");
        ((XmlComment) children.get(1)).setValue("a--b---\n-");
        ((XmlInstruction) children.get(2)).setValue("?>\nx");
        ((XmlInstruction) children.get(3)).setValue("new");
        ((XmlCData) children.get(4)).setValue("]]>&\n");

        assertThat(document.markup())
                .isEqualTo("<a>&lt;&amp;&gt;\"'\r\n\r\nx<!--a- -b- - -\r\n- --><?p   ? >\r\nx?><?q new?>"
                        + "<![CDATA[]]]]><![CDATA[>&\r\n]]></a>\r\n");
        assertThat(root(parse(document.markup())).value()).isEqualTo("<&>\"'\n\nx]]>&\n");
        assertThat(((XmlCData) children.get(4)).value()).isEqualTo("]]>&\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\ufffe", "\ud83d", "x\ude0e"})
    void values_that_xml_cannot_express_are_rejected(String value) throws XmlException {
        XmlElement root = root(parse("<a>x</a>"));

        assertThatThrownBy(() -> root.setAttribute(XmlName.of("b"), value))
                .isInstanceOf(XmlException.class)
                .hasMessageContaining("must have only characters that XML allows");
        assertThatThrownBy(() -> XmlText.of(value)).isInstanceOf(XmlException.class);
        assertThat(root.markup()).isEqualTo("<a>x</a>");
    }

    @Test
    void an_empty_element_gets_an_end_tag_when_it_is_filled() throws XmlException {
        XmlDocument document = parse("<r><a/><b /><c></c><d\n/></r>");
        for (XmlElement element : root(document).elements().toList()) {
            element.append(XmlText.of("x"));
        }
        assertThat(document.markup()).isEqualTo("<r><a>x</a><b>x</b><c>x</c><d\n>x</d></r>");

        for (XmlElement element : root(document).elements().toList()) {
            element.clear();
        }
        assertThat(document.markup()).isEqualTo("<r><a/><b /><c></c><d\n/></r>");
    }

    @Test
    void moved_subtrees_keep_every_character() throws XmlException {
        XmlDocument from = parse("<x><y  a='1'><z/>\n</y ></x>");
        XmlDocument to = parse("<r>\n  <a/>\n  <b/>\n</r>");
        XmlElement y = root(from).elements().findFirst().orElseThrow();
        List<XmlElement> old = root(to).elements().toList();

        root(to).insertBefore(old.getFirst(), y.copy());
        root(to).insertAfter(old.getLast(), XmlText.space("\n\t"));
        old.getLast().replaceWith(y);

        assertThat(to.markup()).isEqualTo("<r>\n  <y  a='1'><z/>\n</y ><a/>\n  <y  a='1'><z/>\n</y >\n\t\n</r>");
        assertThat(from.markup()).isEqualTo("<x></x>");
        assertThat(y.document()).isSameAs(to);
        assertThat(old.getLast().parent()).isNull();
    }

    @Test
    void an_element_can_become_a_comment() throws XmlException {
        XmlDocument document = parse("<r>\n  <a  b='1'><c/></a>\n</r>");
        XmlElement a = root(document).elements().findFirst().orElseThrow();

        a.replaceWith(XmlComment.of(a.markup()));

        assertThat(document.markup()).isEqualTo("<r>\n  <!--<a  b='1'><c/></a>-->\n</r>");
    }

    @Test
    void markup_is_parsed_in_the_scope_of_its_future_parent() throws XmlException {
        XmlElement root = root(parse("<r xmlns='urn:d' xmlns:p='urn:p'/>"));

        List<XmlNode> nodes = root.parseWithin("a<p:b  x='1'/><c/>\n");
        nodes.forEach(root::append);

        assertThat(root.markup()).isEqualTo("<r xmlns='urn:d' xmlns:p='urn:p'>a<p:b  x='1'/><c/>\n</r>");
        assertThat(root.elements().map(XmlElement::name))
                .containsExactly(new XmlName("p", "b", "urn:p"), new XmlName("", "c", "urn:d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<<<<", "<q:a/>", "</fragment><fragment>", "</fragment><!--", "</fragment><?x ", "a & b", "<a>"})
    void markup_that_is_not_well_formed_is_rejected(String markup) {
        assertThatThrownBy(() -> root(parse("<r/>")).parseWithin(markup)).isInstanceOf(XmlException.class);
    }

    @Test
    void prefixes_that_are_missing_in_the_new_scope_are_declared() throws XmlException {
        XmlElement moved = root(parse("<a:x xmlns:a='urn:a' xmlns='urn:d'><y a:z='1'/></a:x>"))
                .elements()
                .findFirst()
                .orElseThrow();
        XmlDocument to = parse("<r xmlns:a='urn:other'/>");

        root(to).append(moved);
        moved.declareMissingNamespaces();

        assertThat(to.markup()).isEqualTo("<r xmlns:a='urn:other'><y a:z='1' xmlns='urn:d' xmlns:a='urn:a'/></r>");
    }

    @Test
    void an_element_can_be_renamed() throws XmlException {
        XmlDocument document = parse("<r><a  b='1'>x</a ><c /></r>");
        root(document).elements().toList().forEach(element -> element.rename(XmlName.of("n")));

        assertThat(document.markup()).isEqualTo("<r><n  b='1'>x</n><n /></r>");
    }

    @Test
    void new_elements_are_written_with_one_tag_while_they_are_empty() throws XmlException {
        XmlElement element = XmlElement.of(XmlName.of("a"));
        element.setAttribute(XmlName.of("b"), "1");
        assertThat(element.markup()).isEqualTo("<a b=\"1\" />");

        element.append(XmlElement.of(XmlName.of("c")));
        assertThat(element.markup()).isEqualTo("<a b=\"1\"><c /></a>");
    }

    @Test
    void a_node_cannot_be_its_own_descendant() throws XmlException {
        XmlElement root = root(parse("<r><a/></r>"));
        XmlElement a = root.elements().findFirst().orElseThrow();

        assertThatThrownBy(() -> a.append(root)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_encoding_in_the_declaration_can_be_changed() throws XmlException {
        assertThat(encoded("<?xml version='1.0'  encoding = 'iso-8859-2' ?><a/>"))
                .isEqualTo("<?xml version='1.0'  encoding = 'utf-8' ?><a/>");
        assertThat(encoded("<?xml version=\"1.0\" standalone='no'?><a/>"))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"utf-8\" standalone='no'?><a/>");
    }

    private static String encoded(String text) throws XmlException {
        XmlDocument document = parse(text);
        document.declaration().orElseThrow().setEncoding("utf-8");
        return document.markup();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a></b>",
                "<a b='1' b='2'/>",
                "<a b=1/>",
                "<p:a/>",
                "<a>&nbsp;</a>",
                "<a b='&nbsp;'/>",
                "<a/><b/>",
                " <?xml version='1.0'?><a/>",
                "<a>\u0001</a>",
                "<a>]]></a>",
                "<!-- -- --><a/>",
                "<",
                "<a",
                "<a b",
                "<a b=",
                "<a b='",
                "<!--",
                "<?p",
                "<?xml",
                "<?xml version='1.0'",
                "<a><![CDATA[",
                "<a>&",
                "<a>&x",
                "<a b='&'/>",
                "<!DOCTYPE",
                "<!DOCTYPE a",
                "<!DOCTYPE a [",
                "<!DOCTYPE a [<!--",
                "<!DOCTYPE a [<?",
                "<!DOCTYPE a [<!ENTITY x '",
                "<a></",
                "<a></a",
                "<a>&#0;</a>",
                "<a>&#xFFFFFFFFF;</a>",
                "<a>&#99999999999;</a>"
            })
    void malformed_documents_are_rejected(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(XmlException.class);
    }

    @Test
    void an_error_has_a_position() {
        assertThatThrownBy(() -> parse("<a>\n  <b></c>\n</a>"))
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.position().line()).isEqualTo(2))
                .hasMessageNotContaining("\n");
    }

    private static XmlDocument parse(String text) throws XmlException {
        return XmlDocument.parse(text);
    }

    private static XmlElement root(XmlDocument document) {
        return document.rootElement().orElseThrow();
    }
}
