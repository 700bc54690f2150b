package io.slipway.features.structured.json;

import io.slipway.features.structured.PathIndex;
import io.slipway.features.structured.json.JsonTokens.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values whose paths are names of variables. Of several values with the same path, the last wins; of several
 * properties with the same name in an object, the last wins with all its content.
 */
final class JsonSearch {
    private final String text;
    private final JsonTokens tokens;
    private final List<Container> open = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private @Nullable Container current;

    /** A value found; its end is known when it has been read. */
    private static final class Found {
        private final String variable;
        private final Kind kind;
        private final int start;
        private int end;
        private boolean shadowed;

        private Found(String variable, Kind kind, int start, int end) {
            this.variable = variable;
            this.kind = kind;
            this.start = start;
            this.end = end;
        }
    }

    /** An object or a list that is being read. */
    private static final class Container {
        private final @Nullable PathIndex index;
        private final boolean list;
        private final @Nullable Found itself;
        private final Map<String, Property> properties = new HashMap<>();
        private @Nullable Property property;
        private int item;
        private @Nullable PathIndex next;

        private Container(@Nullable PathIndex index, boolean list, @Nullable Found itself) {
            this.index = index;
            this.list = list;
            this.itself = itself;
        }

        private void endProperty(int foundSoFar) {
            if (property != null && property.to < 0) {
                property.to = foundSoFar;
            }
        }
    }

    /** The values found in a property. */
    private static final class Property {
        private final int from;
        private int to = -1;

        private Property(int from) {
            this.from = from;
        }
    }

    JsonSearch(String text) {
        this.text = text;
        this.tokens = new JsonTokens(text);
    }

    /** Returns the values, in the order of the text. */
    List<JsonMatch> of(PathIndex variables) throws JsonSyntaxException {
        Kind kind = tokens.next();
        while (kind != Kind.END) {
            switch (kind) {
                case START_OBJECT, START_ARRAY -> open(kind, variables);
                case END_OBJECT, END_ARRAY -> close();
                case KEY -> key();
                default -> found(kind, place());
            }
            kind = tokens.next();
        }
        return last();
    }

    private void open(Kind kind, PathIndex variables) {
        if (current == null) {
            current = new Container(variables, kind == Kind.START_ARRAY, null);
            return;
        }
        PathIndex place = place();
        Found itself = found(kind, place);
        open.add(current);
        current = new Container(place, kind == Kind.START_ARRAY, itself);
    }

    private void close() {
        if (current != null && current.itself != null) {
            current.itself.end = tokens.end();
        }
        current = open.isEmpty() ? null : open.removeLast();
    }

    /** Moves to the next value in the container. */
    private @Nullable PathIndex place() {
        if (current == null || current.index == null) {
            return null;
        }
        return current.list ? current.index.step(current.item++) : current.next;
    }

    private void key() {
        if (current == null || current.index == null) {
            return;
        }
        String key = JsonStrings.decode(text, tokens.start(), tokens.end());
        current.next = current.index.step(key);
        if (current.next != null) {
            Property property = new Property(found.size());
            current.endProperty(found.size());
            Property before = current.properties.put(key, property);
            current.property = property;
            if (before != null) {
                found.subList(before.from, before.to).forEach(each -> each.shadowed = true);
            }
        }
    }

    private @Nullable Found found(Kind kind, @Nullable PathIndex place) {
        if (place == null || place.variable().isEmpty()) {
            return null;
        }
        Found value = new Found(place.variable().get(), kind, tokens.start(), tokens.end());
        found.add(value);
        return value;
    }

    private List<JsonMatch> last() {
        Map<String, JsonMatch> last = new HashMap<>();
        for (Found each : found) {
            if (!each.shadowed) {
                last.put(each.variable, new JsonMatch(each.variable, each.kind, each.start, each.end));
            }
        }
        return last.values().stream()
                .sorted(Comparator.comparingInt(JsonMatch::start))
                .toList();
    }
}
