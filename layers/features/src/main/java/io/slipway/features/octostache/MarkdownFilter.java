package io.slipway.features.octostache;

import com.vladsch.flexmark.ext.autolink.AutolinkExtension;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughSubscriptExtension;
import com.vladsch.flexmark.ext.ins.InsExtension;
import com.vladsch.flexmark.ext.superscript.SuperscriptExtension;
import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.util.List;
import java.util.regex.Pattern;

/** Converts Markdown with the extensions of the original: pipe tables, emphasis extras, automatic links. */
final class MarkdownFilter {
    private static final MutableDataSet OPTIONS = new MutableDataSet()
            .set(
                    Parser.EXTENSIONS,
                    List.of(
                            TablesExtension.create(),
                            StrikethroughSubscriptExtension.create(),
                            SuperscriptExtension.create(),
                            InsExtension.create(),
                            AutolinkExtension.create()))
            .set(TablesExtension.MIN_SEPARATOR_DASHES, 1);
    private static final Parser PARSER = Parser.builder(OPTIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder(OPTIONS).build();

    /** The tags of a table's cells, which the original writes on lines of their own. */
    private static final Pattern CELLS = Pattern.compile("(<tr>|</t[hd]>)(?=</?t[hdr])");

    private MarkdownFilter() {}

    static void register(Filters filters) {
        filters.putText("Markdown", MarkdownFilter::render);
        filters.putText("MarkdownToHtml", MarkdownFilter::render);
    }

    private static String render(String input, List<String> options) {
        String html = RENDERER.render(PARSER.parse(DotNetSpaces.trim(input))).stripTrailing() + "\n";
        return CELLS.matcher(html).replaceAll("$1\n");
    }
}
