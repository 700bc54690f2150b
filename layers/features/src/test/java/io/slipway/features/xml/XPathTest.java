package io.slipway.features.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.slipway.features.xml.XPathException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class XPathTest {
    private static final String TEXT = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'v'>]><!--top-->\n"
            + "<r xmlns:p='urn:p' a='1'>\n  <x i='1'>one</x>\n  <x i='2'>t<![CDATA[w]]>o</x>\n  <p:x p:i='3'>&e;</p:x>\n"
            + "  <d xmlns='urn:d'><y/></d><?pi data?><!--in-->\n  <x xml:space='preserve'> <z> </z></x></r>";

    private final XmlDocument document = parse(TEXT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/r/x[@i='1'] | 3:3",
                "//x | 3:3 4:3 7:3",
                "//x/@i | 3:6 4:6",
                "/r/x[2]/text() | 4:12",
                "//x[.='two'] | 4:3",
                "//x[last()] | 7:3",
                "//p:x | 5:3",
                "//p:x/@p:i | 5:8",
                "//p:x[.='v'] | 5:3",
                "//comment() | 1:52 6:39",
                "/comment() | 1:52",
                "//processing-instruction('pi') | 6:28",
                "//y | ''",
                "/r/x[1]/following-sibling::x | 4:3 7:3",
                "//z/preceding::x | 3:3 4:3",
                "//z/ancestor::* | 2:1 7:3",
                "'//x[@i=''2''] | //x[@i=''1'']' | 3:3 4:3",
                "/r/x[1]/.. | 2:1",
                "x | ''",
                "r | 2:1",
                "id('1') | ''"
            })
    void both_versions_select_nodes(String expression, String places) throws XPathException {
        assertThat(places(XPath.version1(expression, Map.of("p", "urn:p")).nodes(document)))
                .isEqualTo(places);
        assertThat(places(XPath.version2(expression, Map.of("p", "urn:p")).nodes(document)))
                .isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "//*:y | 6:20",
                "//*[matches(@i, '^[12]$')] | 3:3 4:3",
                "//x[@i = ('1', '2')] | 3:3 4:3",
                "for $i in 1 to 2 return /r/x[$i] | 3:3 4:3",
                "//x[some $t in text() satisfies ends-with($t, 'o')] | 4:3",
                "//x[xs:integer(@i) gt 1] | 4:3"
            })
    void version_2_supports_more_expressions(String expression, String places) throws XPathException {
        assertThat(places(XPath.version2(expression, Map.of("xs", "http://www.w3.org/2001/XMLSchema"))
                        .nodes(document)))
                .isEqualTo(places);
    }

    private static String places(List<XmlNode> nodes) {
        return String.join(
                " ", nodes.stream().map(node -> node.position().toString()).toList());
    }

    @Test
    void plain_paths_select_the_same_nodes_as_saxon_even_after_changes() throws Exception {
        Map<String, String> prefixes = Map.of("p", "urn:p");
        for (String path : List.of(
                "/r",
                "/r/x",
                "/r/p:x",
                "/r/x/@i",
                "/r/p:x/@p:i",
                "/r/y",
                "/x",
                "/r/x/z",
                "/r/@a",
                "/r/x[1]",
                "/r/x[ 2 ]/z[1]",
                "/r/x[9]",
                "/r/x[0]",
                "/r/x[@i='1']",
                "/r/x[ @i = \"1\" ]/@i",
                "/r/x[@i='1' and @j='2']",
                "/r/x[@i='1'][1]",
                "/r/x[1][@i='1']",
                "/r/p:x[@p:i='1']",
                "//x",
                "//z",
                "//x/z",
                "//p:x/@p:i",
                "//x[@i='1']",
                "/r/text()",
                "/r/x/text()",
                "//z/text()",
                "//x[@i='2']/text()")) {
            assertThat(PlainPath.of(path, prefixes)).as(path).isPresent();
            assertThat(XPath.version2(path, prefixes).nodes(document))
                    .as(path)
                    .isEqualTo(XPath.version2("(" + path + ")", prefixes).nodes(document));
            assertThat(XPath.version1(path, prefixes).nodes(document))
                    .as(path)
                    .isEqualTo(XPath.version1("(" + path + ")", prefixes).nodes(document));
        }
        for (String other : List.of(
                "/",
                "r/x",
                "//x[1]",
                "/r/q:x",
                "/r/*",
                "/r/x[z]",
                "/r/text()[1]",
                "/r/text()/@i",
                "/r//x",
                "/r/@a/..",
                "/r/",
                "/r/x[@i='it''s']",
                "/r/x[@i=1]",
                "/r/x[@i='1' or @j='2']",
                "/r/x[@q:i='1']",
                "/r/x[@i='1'",
                "/r/x[1",
                "/r/x/@i[1]")) {
            assertThat(PlainPath.of(other, prefixes)).as(other).isEmpty();
        }
        XPath path = XPath.version2("/r/x", prefixes);
        XmlElement root = document.rootElement().orElseThrow();
        root.append(XmlElement.of(XmlName.of("x")));
        assertThat(path.nodes(document)).hasSize(4);
        ((XmlElement) path.nodes(document).getLast()).rename(XmlName.of("w"));
        assertThat(path.nodes(document)).hasSize(3);
        path.nodes(document).getFirst().remove();
        assertThat(path.nodes(document)).hasSize(2);
        root.clear();
        assertThat(path.nodes(document)).isEmpty();
    }

    @Test
    void nested_results_of_plain_paths_are_in_document_order() throws Exception {
        XmlDocument nested = parse("<r><a>1<a><b>2<a><b/>3</a>4</b></a><b c='1'/>5</a><b/><a><b c='2'>6</b> </a></r>");
        for (String path :
                List.of("//a", "//b", "//a/b", "//a/b/a", "//a/b/@c", "/r/a/b", "//a/text()", "//a/b/text()")) {
            assertThat(PlainPath.of(path, Map.of())).as(path).isPresent();
            assertThat(XPath.version1(path, Map.of()).nodes(nested))
                    .as(path)
                    .isNotEmpty()
                    .isEqualTo(XPath.version1("(" + path + ")", Map.of()).nodes(nested));
        }
    }

    @Test
    void white_space_between_tags_is_text_for_version_1_only() throws XPathException {
        assertThat(XPath.version1("/r/text()", Map.of()).nodes(document)).hasSize(5);
        assertThat(XPath.version2("/r/text()", Map.of()).nodes(document)).isEmpty();
        assertThat(XPath.version2("/r/x[3]/text()", Map.of()).nodes(document)).hasSize(1);
        assertThat(XPath.version2("/r/x[3]/z[.=' ']", Map.of()).nodes(document)).hasSize(1);
    }

    @Test
    void version_1_converts_values_as_xpath_1_0() throws XPathException {
        assertThat(XPath.version1("//x[@i + 1 = 3]", Map.of()).nodes(document)).hasSize(1);
        assertThat(XPath.version1("//x[contains(../x, 'one')]", Map.of()).nodes(document))
                .hasSize(3);
        assertThat(XPath.version1("//x[@i > '1']", Map.of()).nodes(document)).hasSize(1);
    }

    @Test
    void expressions_are_relative_to_their_context() throws XPathException {
        XmlElement root = document.rootElement().orElseThrow();
        XmlElement x = root.elements().findFirst().orElseThrow();

        assertThat(XPath.version1("x[2]", Map.of()).nodes(root)).hasSize(1);
        assertThat(XPath.version1("/r", Map.of()).nodes(x)).containsExactly(root);
        assertThat(XPath.version1("@i/..", Map.of()).nodes(x)).containsExactly(x);
        assertThat(XPath.version1("following-sibling::*[1]", Map.of()).nodes(x)).hasSize(1);
    }

    @Test
    void an_expression_sees_the_document_as_it_is_now() throws Exception {
        XPath old = XPath.version1("//x[@i='1']", Map.of());
        XPath fresh = XPath.version1("//new[text()='9']", Map.of());
        XmlElement x = (XmlElement) old.nodes(document).getFirst();

        x.setAttribute(XmlName.of("i"), "7");
        x.append(XmlElement.of(XmlName.of("new")));
        ((XmlElement) x.children().getLast()).append(XmlText.of("9"));

        assertThat(old.nodes(document)).isEmpty();
        assertThat(fresh.nodes(document)).hasSize(1);
        x.remove();
        assertThat(fresh.nodes(document)).isEmpty();
        assertThat(XPath.version1(".//new", Map.of()).nodes(x))
                .as("in its own tree")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"count(//x)", "'text'", "/r = '1'", "1 + 1", "string(/r)", "//x/string()"})
    void an_expression_that_yields_a_value_is_rejected(String expression) {
        refused(Reason.NO_NODES, expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/r/a[",
                "http://x",
                "C:\\dir",
                "//q:x",
                "nonsense(1)",
                "$v",
                "/r//",
                "",
                "doc('a.xml')//x",
                "unparsed-text('/etc/passwd')",
                "collection('.')",
                "environment-variable('PATH')",
                "doc-available('x')",
                "static-base-uri()",
                "let $x := //x return $x",
                "trace(//x, 'x')",
                "error()",
                "java:java.lang.System.exit(1)",
                "parse-xml('<a/>')",
                "document-uri(/)",
                "uri-collection()",
                "current-dateTime()",
                "implicit-timezone()"
            })
    void text_that_is_not_xpath_or_reads_other_documents_is_rejected(String expression) {
        refused(Reason.SYNTAX, expression);
    }

    @Test
    void nothing_outside_the_document_is_read(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.xml"), "<secret/>");
        refused(Reason.SYNTAX, "doc('" + secret.toUri() + "')/secret");
        XmlDocument hostile = parse(
                "<!DOCTYPE r SYSTEM '" + secret.toUri() + "' [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><r>&e;</r>");
        assertThat(hostile.rootElement().orElseThrow().value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//*[string-length(string-join(for $i in //*, $j in //*, $k in //* return string(/), '')) > 1]"})
    void an_expression_that_reads_too_much_is_aborted(String expression) {
        XmlDocument large = parse("<r>" + "<x>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</x>".repeat(2_000) + "</r>");

        assertThatExceptionOfType(XPathException.class)
                .isThrownBy(() -> XPath.version2(expression, Map.of()).nodes(large))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG));
    }

    @Test
    void an_expression_that_reads_no_node_is_aborted_when_its_time_is_up() {
        assertThatExceptionOfType(XPathException.class)
                .isThrownBy(() -> Deadline.within(() -> Long.valueOf(sleep()), Reason.EVALUATION, () -> {}, 50))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG));
    }

    private static long sleep() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Test
    void an_expensive_regular_expression_is_aborted() throws XPathException {
        XmlDocument text = parse("<r>" + "a".repeat(5_000) + "</r>");
        for (String expression : List.of("^(a|aa)+$b", "^(a*)*b$", "^(([a-z])+.)+[A-Z]([a-z])+$")) {
            XPath path = XPath.version2("/r[matches(., '" + expression + "')]", Map.of());
            // Without a limit, the expression would be evaluated for years.
            assertTimeoutPreemptively(
                    Duration.ofMinutes(4),
                    () -> {
                        try {
                            path.nodes(text);
                        } catch (XPathException tooMuch) {
                            assertThat(tooMuch.reason()).isNotEqualTo(Reason.SYNTAX);
                        }
                    },
                    expression);
        }
    }

    private void refused(Reason reason, String expression) {
        assertThatExceptionOfType(XPathException.class)
                .as(expression)
                .isThrownBy(() -> XPath.version2(expression, Map.of()).nodes(document))
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    private static XmlDocument parse(String text) {
        try {
            return XmlDocument.parse(text);
        } catch (XmlException e) {
            throw new AssertionError(e);
        }
    }
}
