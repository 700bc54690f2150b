package io.slipway.features.structured.yaml;

import io.slipway.features.structured.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Replaces the values found in a document by those of variables. */
final class YamlEdits {
    private static final String NULL = "null";

    private final SourceText source;
    private final String text;
    private final String lineBreak;
    private final int step;

    YamlEdits(SourceText source) {
        this.source = source;
        this.text = source.content();
        this.lineBreak = YamlTrivia.lineBreak(text);
        this.step = YamlTrivia.step(text);
    }

    /** Replaces a node by a variable's value. */
    void replace(YamlNode node, @Nullable String value) {
        source.replaced(node.variable(), node.empty() ? node.end() : node.body());
        if (node.style() == null) {
            collection(node, value);
        } else if (YamlFragment.isBlockScalar(node.style())) {
            new YamlBlockScalarEdit(source, node, lineBreak, step).write(value);
        } else if (value == null) {
            nothing(node);
        } else if (node.empty()) {
            insert(
                    node,
                    YamlScalars.write(value, ScalarStyle.PLAIN, node.parent().flow(), lineBreak, indent(node)));
        } else {
            source.edit(
                    node.body(),
                    node.end(),
                    YamlScalars.write(value, node.style(), node.parent().flow(), lineBreak, indent(node)));
        }
    }

    /** Writes a null, without the old value's tag, which would give it another type. */
    private void nothing(YamlNode node) {
        if (node.start() == node.end()) {
            insert(node, NULL);
        } else {
            source.edit(node.start(), node.end(), joined(anchor(node), NULL));
        }
    }

    private void insert(YamlNode node, String value) {
        int after = indicatorEnd(node);
        if (node.start() < node.end()) {
            source.edit(node.end(), node.end(), " " + value);
        } else if (after >= 0) {
            source.edit(after, after, " " + value);
        } else {
            // A key without a colon.
            String colon = node.parent().flow()
                    ? ": "
                    : lineBreak + " ".repeat(Math.max(0, node.parent().column())) + ": ";
            source.edit(node.after(), node.after(), colon + value);
        }
    }

    private void collection(YamlNode node, @Nullable String value) {
        Optional<YamlFragment> read = value == null
                ? Optional.empty()
                : YamlFragment.of(value).filter(it -> it.aliases().stream().allMatch(alias -> known(alias, node)));
        if (value == null) {
            inline(node, anchor(node), NULL);
        } else if (read.isEmpty()) {
            // A value that is not YAML becomes a string, as intended by Octopus.
            inline(node, text.substring(node.start(), propertiesEnd(node)), YamlScalars.doubleQuoted(value));
        } else {
            fragment(node, read.get());
        }
    }

    private void fragment(YamlNode node, YamlFragment fragment) {
        // The anchor is kept if the fragment has none: later aliases may refer to it.
        String properties = joined(fragment.anchor().isEmpty() ? anchor(node) : fragment.anchor(), fragment.tag());
        if (!fragment.block()) {
            inline(node, properties, inlineText(node, fragment));
        } else if (bracketsNeeded(node, fragment, properties)) {
            inline(node, properties, fragment.inBrackets());
        } else if (node.flow()) {
            linesForBrackets(node, fragment, properties);
        } else {
            linesForLines(node, fragment, properties);
        }
    }

    private boolean bracketsNeeded(YamlNode node, YamlFragment fragment, String properties) {
        return node.parent().flow()
                || fragment.keepsLineBreaks()
                || (fragment.endsInBlockScalar() && YamlTrivia.lineEnd(text, node.end()) > node.end())
                || (!node.flow() && !properties.isEmpty() && onLineOfIndicator(node));
    }

    private String inlineText(YamlNode node, YamlFragment fragment) {
        if (fragment.root() instanceof ScalarEvent scalar) {
            return YamlScalars.write(
                    scalar.getValue(), scalar.getScalarStyle(), node.parent().flow(), lineBreak, indent(node));
        }
        return fragment.movedTo(indent(node), lineBreak);
    }

    /** Replaces a collection by a text on the line of its key or dash. */
    private void inline(YamlNode node, String properties, String value) {
        if (node.flow() || onLineOfIndicator(node)) {
            source.edit(node.start(), node.end(), joined(properties, value));
            return;
        }
        if (propertiesEnd(node) > node.start()) {
            source.edit(node.start(), propertiesEnd(node), joined(properties, value));
        } else {
            int after = indicatorEnd(node);
            source.edit(after, after, " " + joined(properties, value));
        }
        // Comments between the key and the collection, and one after its last line, are kept.
        int line = YamlTrivia.lineStart(text, node.body());
        source.edit(YamlTrivia.beforeLineBreak(text, line), node.end(), "");
    }

    private void linesForLines(YamlNode node, YamlFragment fragment, String properties) {
        boolean mayStay = node.column() > node.parent().column() || fragment.root() instanceof SequenceStartEvent;
        int column = mayStay ? node.column() : indent(node);
        int propertiesEnd = propertiesEnd(node);
        if (propertiesEnd > node.start()) {
            int from = properties.isEmpty() ? indicatorEnd(node) : node.start();
            source.edit(from, propertiesEnd, properties);
        } else if (!properties.isEmpty()) {
            int after = indicatorEnd(node);
            source.edit(after, after, " " + properties);
        }
        source.edit(
                node.body(),
                node.end(),
                " ".repeat(column - node.column())
                        + fragment.movedTo(column, lineBreak)
                        + lastLineBreak(node, fragment));
    }

    private void linesForBrackets(YamlNode node, YamlFragment fragment, String properties) {
        int lineStart = YamlTrivia.lineStart(text, node.start());
        boolean compact = node.parent().list()
                && properties.isEmpty()
                && restOfLineIsBlank(node.end())
                && text.substring(lineStart, node.start()).chars().allMatch(c -> c == ' ' || c == '-');
        if (compact) {
            source.edit(
                    node.start(),
                    node.end(),
                    fragment.movedTo(node.start() - lineStart, lineBreak) + lastLineBreak(node, fragment));
            return;
        }
        source.edit(indicatorEnd(node), node.end(), properties.isEmpty() ? "" : " " + properties);
        int lineEnd = YamlTrivia.lineEnd(text, node.end());
        int column = indent(node);
        source.edit(
                lineEnd,
                lineEnd,
                lineBreak + " ".repeat(column) + fragment.movedTo(column, lineBreak) + lastLineBreak(node, fragment));
    }

    private String lastLineBreak(YamlNode node, YamlFragment fragment) {
        boolean atEnd = YamlTrivia.lineEnd(text, node.end()) == text.length();
        return atEnd && fragment.endsInBlockScalar() ? lineBreak : "";
    }

    /** Returns the end of the colon or the dash before a value; -1 if there is neither. */
    private int indicatorEnd(YamlNode node) {
        char indicator = node.parent().list() ? '-' : ':';
        int at = YamlTrivia.skip(text, node.after());
        return at < text.length() && text.charAt(at) == indicator ? at + 1 : -1;
    }

    private boolean onLineOfIndicator(YamlNode node) {
        return YamlTrivia.lineStart(text, node.body()) <= Math.max(0, indicatorEnd(node));
    }

    private boolean restOfLineIsBlank(int from) {
        return text.substring(from, YamlTrivia.lineEnd(text, from)).isBlank();
    }

    private int propertiesEnd(YamlNode node) {
        return YamlTrivia.propertiesEnd(text, node.start(), node.body());
    }

    private String anchor(YamlNode node) {
        return YamlTrivia.anchor(text.substring(node.start(), propertiesEnd(node)));
    }

    /** Returns whether a node has an anchor. */
    private boolean known(String alias, YamlNode node) {
        return text.lastIndexOf("&" + alias, node.start()) >= 0;
    }

    private int indent(YamlNode node) {
        return Math.max(0, node.parent().column()) + step;
    }

    private static String joined(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
