package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Computes the expected content of a YAML document after a replacement from its nodes alone. */
final class YamlSplice {
    private final String text;
    private final List<Event> events;
    /** The positions of the values in the events, by path; for equal paths, the last. */
    private final Map<String, List<int[]>> places = new LinkedHashMap<>();

    YamlSplice(String text) {
        this.text = text;
        this.events = parse(text);
        Deque<List<Object>> open = new ArrayDeque<>();
        Deque<Integer> starts = new ArrayDeque<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event instanceof CollectionEndEvent) {
                open.pop();
                int start = starts.pop();
                if (!open.isEmpty()) {
                    places.computeIfAbsent(path(open), key -> new ArrayList<>()).add(new int[] {start, i + 1});
                    done(open);
                }
            } else if (event instanceof CollectionStartEvent) {
                open.push(new ArrayList<>(
                        event instanceof MappingStartEvent ? Arrays.asList("map", null) : List.of("list", 0)));
                starts.push(i);
            } else if (event instanceof ScalarEvent scalar && !open.isEmpty()) {
                if ("map".equals(open.peek().get(0)) && open.peek().get(1) == null) {
                    open.peek().set(1, scalar.getValue());
                } else {
                    places.computeIfAbsent(path(open), key -> new ArrayList<>()).add(new int[] {i, i + 1});
                    done(open);
                }
            }
        }
    }

    private static void done(Deque<List<Object>> open) {
        List<Object> in = Objects.requireNonNull(open.peek());
        in.set(1, "map".equals(in.get(0)) ? null : (Integer) in.get(1) + 1);
    }

    private static String path(Deque<List<Object>> open) {
        List<String> parts = new ArrayList<>();
        open.descendingIterator().forEachRemaining(in -> parts.add(String.valueOf(in.get(1))));
        return String.join(":", parts);
    }

    List<String> paths() {
        return List.copyOf(places.keySet());
    }

    private List<int[]> at(Variable variable) {
        return Objects.requireNonNull(places.get(variable.name()));
    }

    /** Returns the nodes after the replacement by these variables. */
    List<String> with(List<Variable> variables) {
        Map<Integer, Integer> ends = new LinkedHashMap<>();
        Map<Integer, Variable> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            for (int[] place : at(variable)) {
                ends.put(place[0], place[1]);
                values.put(place[0], variable);
            }
        }
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < events.size(); ) {
            Variable variable = values.get(i);
            if (variable == null) {
                nodes.add(node(events.get(i++)));
            } else {
                nodes.addAll(replacement(events.get(i), variable.value()));
                i = Objects.requireNonNull(ends.get(i));
            }
        }
        return nodes;
    }

    private static List<String> replacement(Event old, @Nullable String value) {
        if (old instanceof ScalarEvent scalar) {
            boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
            if (value == null || (plain && value.equals("null"))) {
                return List.of(scalar.getAnchor() + " plain null");
            }
            boolean block =
                    scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
            String shown = block
                            && value.codePoints().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')
                            && !value.isBlank()
                            && value.lines().noneMatch(line -> !line.isEmpty() && line.isBlank())
                            && !value.matches("(?s).*[ \\t][\\r\\n]*")
                    ? value.replace("\r\n", "\n")
                    : value;
            return List.of(scalar.getAnchor() + " " + scalar.getTag() + " " + shown);
        }
        CollectionStartEvent start = (CollectionStartEvent) old;
        if (value == null) {
            return List.of(start.getAnchor() + " plain null");
        }
        List<Event> fragment = fragment(value);
        if (fragment.isEmpty()) {
            return List.of(
                    start.getAnchor() + " " + (start.isImplicit() ? Optional.empty() : start.getTag()) + " " + value);
        }
        List<String> nodes =
                new ArrayList<>(fragment.stream().map(YamlSplice::node).toList());
        if (fragment.getFirst() instanceof ScalarEvent scalar
                && scalar.getValue().isEmpty()) {
            // An empty document is written as an empty string, as in Octopus.
            nodes.set(0, scalar.getAnchor() + " " + scalar.getTag() + " ");
        }
        Optional<Anchor> own = ((NodeEvent) fragment.getFirst()).getAnchor();
        if (own.isEmpty() && start.getAnchor().isPresent()) {
            nodes.set(0, start.getAnchor() + nodes.getFirst().substring("Optional.empty".length()));
        }
        return nodes;
    }

    private static List<Event> fragment(String value) {
        try {
            List<Event> all = parse(value);
            if (all.stream()
                            .filter(it -> it.getEventId() == Event.ID.DocumentStart)
                            .count()
                    != 1) {
                return List.of();
            }
            List<String> known = new ArrayList<>();
            for (Event event : all) {
                if (event instanceof AliasEvent alias
                        && !known.contains(alias.getAlias().getValue())) {
                    return List.of();
                } else if (event instanceof NodeEvent node) {
                    node.getAnchor().ifPresent(it -> known.add(it.getValue()));
                }
            }
            return all.stream()
                    .filter(it -> it instanceof NodeEvent || it instanceof CollectionEndEvent)
                    .toList();
        } catch (YamlEngineException e) {
            return List.of();
        }
    }

    /** Checks that all text around a scalar is unchanged if only that scalar was replaced, on its own line. */
    void keepsText(String after, List<Variable> variables, String what) {
        if (variables.size() != 1 || at(variables.getFirst()).size() != 1) {
            return;
        }
        Event old = events.get(at(variables.getFirst()).getFirst()[0]);
        if (old instanceof ScalarEvent scalar
                && scalar.getScalarStyle() != ScalarStyle.LITERAL
                && scalar.getScalarStyle() != ScalarStyle.FOLDED) {
            int start =
                    text.offsetByCodePoints(0, old.getStartMark().orElseThrow().getIndex());
            int end = text.offsetByCodePoints(0, old.getEndMark().orElseThrow().getIndex());
            assertThat(after).as(what).startsWith(text.substring(0, start)).endsWith(text.substring(end));
        }
    }

    static List<String> nodes(String text) {
        try {
            return parse(text).stream().map(YamlSplice::node).toList();
        } catch (YamlEngineException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Event> parse(String text) {
        List<Event> events = new ArrayList<>();
        new Parse(LoadSettings.builder().build()).parseString(text).forEach(events::add);
        return events;
    }

    private static String node(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> {
                boolean nothing = scalar.isPlain()
                        && scalar.getTag().isEmpty()
                        && scalar.getValue().matches("|null");
                yield scalar.getAnchor() + " " + (nothing ? "plain null" : scalar.getTag() + " " + scalar.getValue());
            }
            case CollectionStartEvent start ->
                start.getAnchor() + " " + (start.isImplicit() ? "" : start.getTag()) + " " + start.getEventId();
            case AliasEvent alias -> "*" + alias.getAlias();
            default -> event.getEventId().toString();
        };
    }
}
