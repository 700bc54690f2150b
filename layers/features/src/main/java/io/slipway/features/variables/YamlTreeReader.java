package io.slipway.features.variables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML document into a {@link Tree}. */
final class YamlTreeReader {
    /** The maximum depth of nested collections. Octopus's lists have five levels. */
    static final int MAX_DEPTH = 50;

    private final String file;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTreeReader(String file) {
        this.file = file;
    }

    static Tree read(String file, String text) throws VariableFileException {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(VariableFile.MAX_BYTES)
                .build();
        try {
            checkDepth(file, settings, text);
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.isPresent()
                    ? new YamlTreeReader(file).tree(root.get())
                    : new Tree.Fields(Place.UNKNOWN, List.of());
        } catch (MarkedYamlEngineException e) {
            // Its message may quote the text, which may hold a secret.
            throw new VariableFileException(
                    file, place(e.getProblemMark().or(e::getContextMark)), "it must be valid YAML, but is not");
        } catch (YamlEngineException e) {
            throw new VariableFileException(file, Place.UNKNOWN, "it must be valid YAML, but is not");
        }
    }

    /** Limits the depth: the parser keeps its state in a list, but the composer of nodes is recursive. */
    private static void checkDepth(String file, LoadSettings settings, String text) throws VariableFileException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // nothing that nests
                }
            }
            if (depth > MAX_DEPTH) {
                throw new VariableFileException(
                        file,
                        place(event.getStartMark()),
                        "it must be nested at most " + MAX_DEPTH + " deep, but is deeper");
            }
        }
    }

    private Tree tree(Node node) throws VariableFileException {
        Place place = place(node.getStartMark());
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? new Tree.Nothing(place) : new Tree.Text(place, scalar.getValue());
        }
        if (!seen.add(node)) {
            // It would be expanded at every alias, possibly without end.
            throw new VariableFileException(
                    file, place, "an alias must refer to a scalar, but refers to this list or mapping");
        }
        if (node instanceof SequenceNode list) {
            List<Tree> items = new ArrayList<>();
            for (Node item : list.getValue()) {
                items.add(tree(item));
            }
            return new Tree.Items(place, items);
        }
        List<Tree.Field> fields = new ArrayList<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            Place of = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new VariableFileException(file, of, "a key must be a scalar, but was a list or a mapping");
            }
            fields.add(new Tree.Field(of, key.getValue(), tree(tuple.getValueNode())));
        }
        return new Tree.Fields(place, fields);
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(it -> new Place(it.getLine() + 1, it.getColumn() + 1)).orElse(Place.UNKNOWN);
    }
}
