package io.slipway.features.structured.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Writes a node on one line, its collections in brackets, for places where it cannot have its own lines. */
final class YamlFlowText {
    private static final String STANDARD_TAG = "tag:yaml.org,2002:";

    private final StringBuilder text = new StringBuilder();
    private final List<Open> open = new ArrayList<>();

    private static final class Open {
        private final boolean mapping;
        private int nodes;

        private Open(boolean mapping) {
            this.mapping = mapping;
        }
    }

    String of(List<Event> events) {
        for (Event event : events) {
            switch (event) {
                case CollectionStartEvent start -> {
                    separate();
                    properties(start.getAnchor(), tag(start.getTag(), start.isImplicit()));
                    boolean mapping = start instanceof MappingStartEvent;
                    text.append(mapping ? '{' : '[');
                    open.add(new Open(mapping));
                }
                case CollectionEndEvent end -> text.append(open.removeLast().mapping ? '}' : ']');
                case AliasEvent alias -> {
                    separate();
                    // The blank keeps a colon from becoming part of the name.
                    text.append('*').append(alias.getAlias().getValue()).append(' ');
                }
                case ScalarEvent scalar -> {
                    separate();
                    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
                    properties(scalar.getAnchor(), tag(scalar.getTag(), false));
                    boolean nothing = plain
                            && scalar.getValue().isEmpty()
                            && scalar.getTag().isEmpty();
                    text.append(
                            nothing
                                    ? "null"
                                    : YamlScalars.write(
                                            scalar.getValue(),
                                            plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED,
                                            true,
                                            "",
                                            0));
                }
                default -> throw new IllegalStateException(String.valueOf(event));
            }
        }
        return text.toString();
    }

    private void separate() {
        if (open.isEmpty()) {
            return;
        }
        Open in = open.getLast();
        if (in.nodes > 0) {
            text.append(in.mapping && in.nodes % 2 == 1 ? ": " : ", ");
        }
        in.nodes++;
    }

    private void properties(Optional<Anchor> anchor, Optional<String> tag) {
        anchor.ifPresent(it -> text.append('&').append(it.getValue()).append(' '));
        tag.ifPresent(it -> text.append(it).append(' '));
    }

    private static Optional<String> tag(Optional<String> tag, boolean implicit) {
        return implicit ? Optional.empty() : tag.map(YamlFlowText::written);
    }

    private static String written(String tag) {
        if (tag.startsWith(STANDARD_TAG)) {
            return "!!" + tag.substring(STANDARD_TAG.length());
        }
        return tag.startsWith("!") ? tag : "!<" + tag + ">";
    }
}
