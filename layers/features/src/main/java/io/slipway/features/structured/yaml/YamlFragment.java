package io.slipway.features.structured.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * The value of a variable that is one YAML node.
 *
 * @param events the events of the node
 * @param anchor its anchor, with the {@code &}; may be empty
 * @param tag its tag as it is written; may be empty
 * @param body its text after them
 * @param column the indentation of a block collection in the variable
 * @param aliases the anchors that it refers to but does not define
 */
record YamlFragment(List<Event> events, String anchor, String tag, String body, int column, Set<String> aliases) {
    /** Keeps its own copies. */
    YamlFragment {
        events = List.copyOf(events);
        aliases = Set.copyOf(aliases);
    }

    /** Returns whether it is a block collection, which needs lines of its own. */
    boolean block() {
        return root() instanceof CollectionStartEvent start && !start.isFlow();
    }

    /** Returns whether its last line is a line of a block scalar, which would include the rest of that line. */
    boolean endsInBlockScalar() {
        return lastScalar()
                .map(ScalarEvent::getScalarStyle)
                .filter(YamlFragment::isBlockScalar)
                .isPresent();
    }

    /** Returns whether the line breaks after it would be part of a value. */
    boolean keepsLineBreaks() {
        return endsInBlockScalar()
                && lastScalar()
                        .filter(it -> it.getValue().isBlank() || it.getValue().endsWith("\n\n"))
                        .isPresent();
    }

    private Optional<ScalarEvent> lastScalar() {
        return events.reversed().stream()
                .filter(ScalarEvent.class::isInstance)
                .map(ScalarEvent.class::cast)
                .findFirst();
    }

    static boolean isBlockScalar(ScalarStyle style) {
        return style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    }

    /** Returns the text with all lines but the first moved to another indentation. */
    String movedTo(int indent, String lineBreak) {
        String[] lines = body.stripTrailing().split("\r\n|\r|\n", -1);
        StringBuilder text = new StringBuilder(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int strip = 0;
            while (block() && strip < Math.min(column, lines[i].length()) && lines[i].charAt(strip) == ' ') {
                strip++;
            }
            String line = lines[i].substring(strip);
            text.append(lineBreak).repeat(" ", line.isEmpty() ? 0 : indent).append(line);
        }
        return text.toString();
    }

    /** Returns the node in flow style, on one line. */
    String inBrackets() {
        return new YamlFlowText().of(events);
    }

    /** Returns the event of the node itself. */
    Event root() {
        return events.getFirst();
    }

    /** Reads a value; empty if it is not YAML with exactly one node. */
    static Optional<YamlFragment> of(String value) {
        try {
            return new Reader(value).read();
        } catch (YamlSyntaxException e) {
            return Optional.empty();
        }
    }

    private static final class Reader {
        private final String value;
        private final YamlEvents source;
        private final List<Event> events = new ArrayList<>();
        private final Set<String> anchors = new TreeSet<>();
        private final Set<String> aliases = new TreeSet<>();
        private int start;
        private int body;
        private int last;

        private Reader(String value) {
            this.value = value;
            this.source = new YamlEvents(value);
        }

        private Optional<YamlFragment> read() throws YamlSyntaxException {
            int documents = 0;
            for (Optional<Event> next = source.next(); next.isPresent(); next = source.next()) {
                Event event = next.get();
                if (event instanceof DocumentStartEvent document) {
                    documents++;
                    if (!document.getTags().isEmpty()) {
                        // The fragment's own tag handles cannot be copied.
                        return Optional.empty();
                    }
                } else if (event instanceof NodeEvent || event instanceof CollectionEndEvent) {
                    node(event);
                }
            }
            if (documents != 1 || events.isEmpty()) {
                return Optional.empty();
            }
            String properties = value.substring(start, Math.min(body, last)).strip();
            List<String> parts = properties.isEmpty() ? List.of() : List.of(properties.split("\\s+"));
            return Optional.of(new YamlFragment(
                    events,
                    parts.stream()
                            .filter(part -> part.startsWith("&"))
                            .findFirst()
                            .orElse(""),
                    parts.stream()
                            .filter(part -> part.startsWith("!"))
                            .findFirst()
                            .orElse(""),
                    value.substring(Math.min(body, last), last),
                    body - YamlTrivia.lineStart(value, body),
                    aliases));
        }

        private void node(Event event) {
            if (events.isEmpty()) {
                start = source.start();
                body = body(event);
            }
            switch (event) {
                case AliasEvent alias -> {
                    if (!anchors.contains(alias.getAlias().getValue())) {
                        aliases.add(alias.getAlias().getValue());
                    }
                }
                case NodeEvent node -> node.getAnchor().map(Anchor::getValue).ifPresent(anchors::add);
                default -> {}
            }
            boolean blockEnd = event instanceof CollectionEndEvent && source.start() == source.end();
            boolean blockStart = event instanceof CollectionStartEvent collection && !collection.isFlow();
            if (!blockEnd && !blockStart) {
                last = source.end();
            }
            events.add(event);
        }

        private int body(Event event) {
            int properties = YamlTrivia.propertiesEnd(value, source.start(), source.end());
            if (event instanceof CollectionStartEvent collection && !collection.isFlow()) {
                return source.end();
            }
            return properties == source.start() || properties == source.end()
                    ? properties
                    : YamlTrivia.skip(value, properties);
        }
    }
}
