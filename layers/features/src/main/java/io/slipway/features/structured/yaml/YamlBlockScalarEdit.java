package io.slipway.features.structured.yaml;

import io.slipway.features.structured.SourceText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Replaces the value of a block scalar. It stays a block scalar with the same indentation if that can express the
 * value; a comment after the {@code |} is kept.
 */
final class YamlBlockScalarEdit {
    private final SourceText source;
    private final String text;
    private final YamlNode node;
    private final String lineBreak;
    private final int headerEnd;
    private final int firstLine;
    private final boolean explicit;
    private final boolean keeps;
    private final int indent;

    YamlBlockScalarEdit(SourceText source, YamlNode node, String lineBreak, int step) {
        this.source = source;
        this.text = source.content();
        this.node = node;
        this.lineBreak = lineBreak;
        int end = node.body() + 1;
        while (end < text.length()
                && (text.charAt(end) == '+' || text.charAt(end) == '-' || isDigit(text.charAt(end)))) {
            end++;
        }
        this.headerEnd = end;
        String indicators = text.substring(node.body() + 1, end);
        this.firstLine = YamlTrivia.nextLine(text, end);
        this.keeps = indicators.indexOf('+') >= 0;
        Optional<Integer> digit = indicators
                .chars()
                .filter(c -> isDigit((char) c))
                .mapToObj(c -> c - '0')
                .findFirst();
        this.explicit = digit.isPresent();
        int parent = Math.max(0, node.parent().column());
        this.indent = digit.map(it -> node.parent().column() + it).orElseGet(() -> indentOfFirstLine(parent + step));
    }

    void write(@Nullable String value) {
        Optional<YamlBlockText> block = value == null
                ? Optional.empty()
                : YamlBlockText.of(
                        value, node.style() == ScalarStyle.FOLDED, node.parent().column(), indent, explicit);
        if (block.isPresent()) {
            write(block.get());
        } else {
            inline(value == null ? "null" : YamlScalars.doubleQuoted(value), value == null);
        }
    }

    private void write(YamlBlockText block) {
        source.edit(node.body() + 1, headerEnd, block.indicators());
        int contentEnd = contentEnd(keeps || block.keeps());
        String lines = String.join(lineBreak, block.lines());
        if (contentEnd > firstLine) {
            boolean unended = contentEnd == text.length();
            source.edit(firstLine, contentEnd, lines + (unended && block.endsLine() ? lineBreak : ""));
        } else {
            boolean unended = firstLine == YamlTrivia.lineEnd(text, headerEnd);
            source.edit(firstLine, firstLine, (unended ? lineBreak : "") + lines + lineBreak);
        }
    }

    /** Returns a text that replaces the {@code |} on its line. */
    private void inline(String value, boolean withoutTag) {
        int start = withoutTag ? node.start() : node.body();
        String anchor = withoutTag ? YamlTrivia.anchor(text.substring(start, node.body())) : "";
        source.edit(start, headerEnd, anchor.isEmpty() ? value : anchor + " " + value);
        int contentEnd = contentEnd(keeps);
        if (contentEnd > firstLine) {
            source.edit(YamlTrivia.beforeLineBreak(text, firstLine), contentEnd, "");
        }
    }

    /**
     * Returns the end of the last line of the value, or the start of the first line if it is empty. Blank lines are part of it if the
     * scalar keeps them.
     */
    private int contentEnd(boolean withBlankLines) {
        int end = firstLine;
        for (int line = firstLine; line < node.end(); line = YamlTrivia.nextLine(text, line)) {
            int lineEnd = Math.min(YamlTrivia.lineEnd(text, line), node.end());
            boolean blank = text.substring(line, lineEnd).isBlank();
            if (!blank || withBlankLines || lineEnd - line > indent) {
                end = lineEnd;
            }
        }
        return end;
    }

    private int indentOfFirstLine(int otherwise) {
        for (int line = firstLine; line < node.end(); line = YamlTrivia.nextLine(text, line)) {
            int lineEnd = YamlTrivia.lineEnd(text, line);
            int at = line;
            while (at < lineEnd && text.charAt(at) == ' ') {
                at++;
            }
            if (at < lineEnd) {
                return at - line;
            }
        }
        return otherwise;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
