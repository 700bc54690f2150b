package io.slipway.features.octostache;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Converts Markdown with the extensions of the original: pipe tables, emphasis extras, automatic links. */
final class MarkdownFilter {
    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            EmphasisExtras.INSTANCE,
            AutolinkExtension.builder()
                    .linkTypes(AutolinkType.URL, AutolinkType.WWW)
                    .build());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> MarkdownFilter::align)
            .build();

    private MarkdownFilter() {}

    static void register(Filters filters) {
        filters.putText("Markdown", MarkdownFilter::render);
        filters.putText("MarkdownToHtml", MarkdownFilter::render);
    }

    private static String render(String input, List<String> options) {
        return RENDERER.render(PARSER.parse(DotNetSpaces.trim(input))).stripTrailing() + "\n";
    }

    /** Aligns a table's cells by a style, as Markdig does. */
    private static void align(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableCell) {
            String alignment = attributes.remove("align");
            if (alignment != null) {
                attributes.put("style", "text-align: " + alignment + ";");
            }
        }
    }
}
