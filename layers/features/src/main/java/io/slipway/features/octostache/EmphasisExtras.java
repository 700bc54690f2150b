package io.slipway.features.octostache;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.parser.Parser;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Extends Markdown as Markdig's {@code EmphasisExtraExtension} does: {@code ~sub~}, {@code ~~del~~}, {@code ^sup^}, {@code ++ins++} and
 * {@code ==mark==}.
 */
enum EmphasisExtras implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
    INSTANCE;

    @Override
    public void extend(Parser.Builder parser) {
        parser.customDelimiterProcessor(new Sign('~', Map.of(1, "sub", 2, "del")))
                .customDelimiterProcessor(new Sign('^', Map.of(1, "sup")))
                .customDelimiterProcessor(new Sign('+', Map.of(2, "ins")))
                .customDelimiterProcessor(new Sign('=', Map.of(2, "mark")));
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Tags::new);
    }

    /**
     * A sign around text.
     *
     * @param character the sign
     * @param tags the names of the HTML elements, by the number of signs on each side
     */
    private record Sign(char character, Map<Integer, String> tags) implements DelimiterProcessor {
        @Override
        public char getOpeningCharacter() {
            return character;
        }

        @Override
        public char getClosingCharacter() {
            return character;
        }

        @Override
        public int getMinLength() {
            return tags.containsKey(1) ? 1 : 2;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            int count = tags.containsKey(2) ? Math.min(2, Math.min(opening.length(), closing.length())) : 1;
            String tag = tags.get(count);
            if (tag == null) {
                return 0;
            }
            Emphasis emphasis = new Emphasis(tag);
            Nodes.between(opening.getOpener(), closing.getCloser()).forEach(emphasis::appendChild);
            opening.getOpener().insertAfter(emphasis);
            return count;
        }
    }

    private static final class Emphasis extends CustomNode {
        private final String tag;

        Emphasis(String tag) {
            this.tag = tag;
        }
    }

    private record Tags(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Emphasis.class);
        }

        @Override
        public void render(Node node) {
            String tag = ((Emphasis) node).tag;
            context.getWriter().tag(tag);
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            context.getWriter().tag("/" + tag);
        }
    }
}
