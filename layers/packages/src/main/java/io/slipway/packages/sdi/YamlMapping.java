package io.slipway.packages.sdi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the values of a mapping, and collects the problems with their positions. */
final class YamlMapping {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final List<Problem> problems;

    private YamlMapping(List<Problem> problems) {
        this.problems = problems;
    }

    /** Reads a node as a mapping. A missing or null node is an empty mapping; any other node is also a problem. */
    static YamlMapping of(Optional<Node> node, String what, List<Problem> problems) {
        YamlMapping mapping = new YamlMapping(problems);
        if (node.isPresent() && node.get() instanceof MappingNode found) {
            found.getValue().forEach(mapping::add);
        } else if (node.isPresent() && !isNull(node.get())) {
            note(problems, node.get(), what + " must be a mapping (key: value), " + but(node.get()));
        }
        return mapping;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            note(problems, tuple.getKeyNode(), "a key must be a text, " + but(tuple.getKeyNode()));
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            note(problems, key, "each key must be set once, but " + shown(key.getValue()) + " is set twice");
        } else {
            keys.put(key.getValue(), key);
        }
    }

    /** Reports each key that is not one of these. */
    void allow(String... known) {
        List<String> names = List.of(known);
        keys.forEach((name, key) -> {
            if (!names.contains(name)) {
                note(problems, key, "the key must be one of " + String.join(", ", names) + ", but was " + shown(name));
            }
        });
    }

    boolean has(String key) {
        return node(key).isPresent();
    }

    YamlMapping mapping(String key) {
        return of(node(key), key, problems);
    }

    /** Returns a text as spelled in the file: {@code 1.10} is not the number 1.1. */
    Optional<String> text(String key, Consumer<String> check) {
        return node(key).flatMap(node -> scalar(node, key, check));
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (node.get() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        note(problems, node.get(), key + " must be true or false, " + but(node.get()));
        return otherwise;
    }

    List<String> texts(String key, Consumer<String> check) {
        List<String> texts = new ArrayList<>();
        items(key).forEach(item -> scalar(item, "an item of " + key, check).ifPresent(texts::add));
        return texts;
    }

    /** Returns the items of a list. */
    List<Node> items(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            note(problems, node.get(), key + " must be a list, " + but(node.get()));
            return List.of();
        }
        if (list.getValue().size() > SdiFileReader.MAX_ITEMS) {
            note(
                    problems,
                    list,
                    key + " must have at most " + SdiFileReader.MAX_ITEMS + " items, but has "
                            + list.getValue().size());
            return List.of();
        }
        return list.getValue();
    }

    /** Returns a mapping of names to texts. */
    Map<String, String> textsByName(String key, Consumer<String> checkName, Consumer<String> checkText) {
        YamlMapping mapping = mapping(key);
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.values.forEach((name, node) -> {
            check(mapping.keys.getOrDefault(name, node), name, checkName);
            scalar(node, name, checkText).ifPresent(text -> texts.put(name, text));
        });
        return texts;
    }

    /** Reports the problem that a check of this key finds; returns whether the key passed. */
    boolean check(String key, Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException e) {
            note(key, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Returns the line of a key, from 1; 0 if the key is not set. */
    int line(String key) {
        return Optional.ofNullable(keys.get(key))
                .flatMap(Node::getStartMark)
                .map(mark -> mark.getLine() + 1)
                .orElse(0);
    }

    /** Reports a problem with a key of this mapping. */
    void note(String key, String message) {
        Optional.ofNullable(keys.get(key)).ifPresent(node -> note(problems, node, message));
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key)).filter(node -> !isNull(node));
    }

    private Optional<String> scalar(Node node, String what, Consumer<String> check) {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            note(problems, node, YamlReader.printable(what) + " must be a text, " + but(node));
            return Optional.empty();
        }
        return check(node, scalar.getValue(), check) ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private boolean check(Node node, String text, Consumer<String> check) {
        try {
            check.accept(text);
            return true;
        } catch (RuntimeException e) {
            note(problems, node, YamlReader.printable(String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** Returns the second half of an error, after "x must be y, ". */
    private static String but(Node node) {
        return switch (node) {
            case ScalarNode scalar when isNull(scalar) -> "but is empty";
            case ScalarNode scalar -> "but was " + shown(scalar.getValue());
            case SequenceNode list -> "but was a list";
            default -> "but was a mapping";
        };
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static void note(Collection<Problem> problems, Node node, String message) {
        Mark mark = node.getStartMark().orElseThrow();
        problems.add(new Problem(mark.getLine() + 1, mark.getColumn() + 1, message));
    }

    private static String shown(String name) {
        return "'" + YamlReader.printable(name) + "'";
    }
}
