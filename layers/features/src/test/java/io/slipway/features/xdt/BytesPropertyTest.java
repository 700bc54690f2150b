package io.slipway.features.xdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.xml.XmlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** In generated documents, a transform changes exactly the text that it addresses. */
class BytesPropertyTest {
    private static final String ROOT =
            "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>";
    private static final int DOCUMENTS = 20;

    private Random random = new Random(0);
    private int elements;

    @RepeatedTest(DOCUMENTS)
    void a_transform_without_transforms_changes_nothing(RepetitionInfo repetition) throws Exception {
        String source = document(repetition.getCurrentRepetition());
        XmlDocument read = XmlDocument.parse(source);

        assertThat(Transformed.by(source, source).document()).isEqualTo(source);
        assertThat(Transformed.by(source, ROOT + within(read) + "</configuration>")
                        .document())
                .isEqualTo(source);
    }

    @RepeatedTest(DOCUMENTS)
    void setting_one_attribute_changes_exactly_its_value(RepetitionInfo repetition) throws Exception {
        String source = document(repetition.getCurrentRepetition());
        int chosen = random.nextInt(elements);
        String mark = "MARK" + chosen + "MARK";

        assertThat(Transformed.within(
                                source,
                                "<x v='new value' xdt:Transform='SetAttributes' xdt:Locator=\"XPath(//*[@v='" + mark
                                        + "'])\"/>")
                        .document())
                .isEqualTo(source.replace(mark, "new value"));
    }

    @RepeatedTest(DOCUMENTS)
    void inserting_and_removing_an_element_leaves_the_rest_unchanged(RepetitionInfo repetition) throws Exception {
        String source = document(repetition.getCurrentRepetition());
        Transformed result = Transformed.within(source, "<fresh xdt:Transform='Insert'><a/></fresh>");

        assertThat(result.document()).contains("<fresh>");
        assertThat(Transformed.within(result.document(), "<fresh xdt:Transform='Remove'/>")
                        .document()
                        .replaceAll("\\s+", ""))
                .isEqualTo(source.replaceAll("\\s+", ""));
    }

    @RepeatedTest(DOCUMENTS)
    void removing_one_element_keeps_every_character_outside_its_line(RepetitionInfo repetition) throws Exception {
        String source = document(repetition.getCurrentRepetition());
        String mark = "MARK" + random.nextInt(elements) + "MARK";
        Transformed result =
                Transformed.within(source, "<x xdt:Transform='Remove' xdt:Locator=\"XPath(//*[@v='" + mark + "'])\"/>");

        String after = result.document();
        int same = 0;
        while (same < after.length() && after.charAt(same) == source.charAt(same)) {
            same++;
        }
        int gone = source.length() - after.length();
        assertThat(after).isEqualTo(source.substring(0, same) + source.substring(same + gone));
        assertThat(after).doesNotContain(mark);
    }

    private String within(XmlDocument document) {
        return document.rootElement()
                .orElseThrow()
                .elements()
                .map(Object::toString)
                .reduce("", String::concat);
    }

    private String document(int seed) {
        random = new Random(seed);
        elements = 0;
        String lineBreak = random.nextBoolean() ? "\r\n" : "\n";
        StringBuilder out = new StringBuilder();
        if (random.nextBoolean()) {
            out.append("<?xml version='1.0'  encoding=\"utf-8\" ?>")
                    .append(lineBreak)
                    .append("<!-- top -->")
                    .append(lineBreak);
        }
        out.append("<configuration").append(pick("", " ", lineBreak)).append('>');
        int children = 1 + random.nextInt(4);
        for (int i = 0; i < children; i++) {
            element(out, 1, lineBreak);
        }
        return out.append(lineBreak)
                .append("</configuration")
                .append(pick("", " "))
                .append('>')
                .append(pick("", lineBreak))
                .toString();
    }

    private void element(StringBuilder out, int depth, String lineBreak) {
        out.append(
                pick(lineBreak + "\t".repeat(depth), lineBreak + "  ".repeat(depth), "", " ", lineBreak + lineBreak));
        out.append(pick("", "", "<!-- c -->", "<?p i ?>", "text &amp; &#x41;", "<![CDATA[ <x> ]]>"));
        String name = pick("a", "b.c", "d-e");
        String quote = pick("'", "\"");
        out.append('<')
                .append(name)
                .append(pick(" ", "  ", lineBreak + "    "))
                .append('v')
                .append(pick("=", " = "))
                .append(quote)
                .append("MARK")
                .append(elements++)
                .append("MARK")
                .append(quote);
        List<String> others = new ArrayList<>(List.of(" w='1>2'", "\tx = \"&quot;&#10;'\"", " y=''"));
        others.removeIf(other -> random.nextBoolean());
        others.forEach(out::append);
        if (random.nextInt(3) == 0) {
            out.append(pick("/>", " />"));
            return;
        }
        out.append(pick(">", " >"));
        int children = depth < 4 ? random.nextInt(3) : 0;
        for (int i = 0; i < children; i++) {
            element(out, depth + 1, lineBreak);
        }
        out.append(pick("", lineBreak, "text")).append("</").append(name).append(pick(">", " >"));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
