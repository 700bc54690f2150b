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

/** A mapping of the file: reads its values, and notes what is wrong with each at its place. */
final class YamlMapping {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final List<Problem> problems;

    private YamlMapping(List<Problem> problems) {
        this.problems = problems;
    }

    /** The mapping that a node is; an empty one, and a problem, where it is none. Nothing at all is an empty one. */
    static YamlMapping of(Optional<Node> node, String what, List<Problem> problems) {
        YamlMapping mapping = new YamlMapping(problems);
        if (node.isPresent() && node.get() instanceof MappingNode found) {
            found.getValue().forEach(mapping::add);
        } else if (node.isPresent() && !isNull(node.get())) {
            note(problems, node.get(), what + " is a mapping (key: value)");
        }
        return mapping;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            note(problems, tuple.getKeyNode(), "a key is a plain text");
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            note(problems, key, "the key " + shown(key.getValue()) + " is there twice");
        } else {
            keys.put(key.getValue(), key);
        }
    }

    /** Notes each key that is none of these. */
    void allow(String... known) {
        List<String> names = List.of(known);
        keys.forEach((name, key) -> {
            if (!names.contains(name)) {
                note(problems, key, "there is no key " + shown(name) + " here; there are " + String.join(", ", names));
            }
        });
    }

    boolean has(String key) {
        return node(key).isPresent();
    }

    YamlMapping mapping(String key) {
        return of(node(key), key, problems);
    }

    /** A text, as it stands in the file: {@code 1.10} is not the number 1.1. */
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
        note(problems, node.get(), key + " is true or false");
        return otherwise;
    }

    List<String> texts(String key, Consumer<String> check) {
        List<String> texts = new ArrayList<>();
        items(key).forEach(item -> scalar(item, "an item of " + key, check).ifPresent(texts::add));
        return texts;
    }

    /** The items of a list. */
    List<Node> items(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            note(problems, node.get(), key + " is a list");
            return List.of();
        }
        if (list.getValue().size() > SdiFileReader.MAX_ITEMS) {
            note(problems, list, key + " has more than " + SdiFileReader.MAX_ITEMS + " items");
            return List.of();
        }
        return list.getValue();
    }

    /** A mapping of names to texts. */
    Map<String, String> textsByName(String key, Consumer<String> checkName, Consumer<String> checkText) {
        YamlMapping mapping = mapping(key);
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.values.forEach((name, node) -> {
            check(mapping.keys.getOrDefault(name, node), name, checkName);
            scalar(node, name, checkText).ifPresent(text -> texts.put(name, text));
        });
        return texts;
    }

    /** Notes a problem with a key of this mapping. */
    void note(String key, String message) {
        Optional.ofNullable(keys.get(key)).ifPresent(node -> note(problems, node, message));
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key)).filter(node -> !isNull(node));
    }

    private Optional<String> scalar(Node node, String what, Consumer<String> check) {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            note(problems, node, YamlReader.printable(what) + " is a text");
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
