package io.slipway.features.structured.yaml;

import io.slipway.features.structured.PathIndex;
import io.slipway.features.structured.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Finds the values whose paths are names of variables, in every document of a text. All values with the same path are
 * found. Values inside a value
 * that is replaced as a whole are not replaced separately. In a mapping, the entries from the first non-scalar key on have no path, as in
 * Octopus.
 */
final class YamlSearch {
    private final SourceText source;
    private final String text;
    private final PathIndex variables;
    private final YamlEvents events;
    private final List<Collection> open = new ArrayList<>();
    private final List<YamlNode> found = new ArrayList<>();
    private @Nullable Collection current;
    /** True if the current node is inside a value that is replaced as a whole. */
    private boolean replaced;
    /** The end of the last node's content. */
    private int last;

    /** A collection that is being read. */
    private static final class Collection {
        private final @Nullable PathIndex index;
        private final boolean list;
        private final boolean flow;
        /** This collection as the parent of its content. */
        private final YamlNode.Parent asParent;
        /** The variable that replaces it, with what is known so far. */
        private final @Nullable YamlNode beginning;

        private int item;
        private boolean expectsValue;
        private boolean lost;
        private @Nullable PathIndex next;

        private Collection(
                @Nullable PathIndex index, boolean flow, YamlNode.Parent asParent, @Nullable YamlNode beginning) {
            this.index = index;
            this.list = asParent.list();
            this.flow = flow;
            this.asParent = asParent;
            this.beginning = beginning;
        }

        private boolean expectsKey() {
            return !list && !expectsValue;
        }
    }

    YamlSearch(SourceText source, PathIndex variables) {
        this.source = source;
        this.text = source.content();
        this.variables = variables;
        this.events = new YamlEvents(text);
    }

    /** Returns the values, in the order of the text. */
    List<YamlNode> run() throws YamlSyntaxException {
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            switch (next.get()) {
                case ScalarEvent scalar -> scalar(scalar);
                case AliasEvent alias -> alias();
                case CollectionStartEvent start -> open(start);
                case CollectionEndEvent end -> close();
                default -> last = events.end();
            }
        }
        return found;
    }

    private void scalar(ScalarEvent scalar) {
        Collection in = current;
        if (in != null && in.expectsKey()) {
            in.next = in.index == null || in.lost ? null : in.index.step(scalar.getValue());
            in.expectsValue = true;
        } else if (in != null) {
            String variable = variable(place(in));
            if (variable != null) {
                found.add(new YamlNode(
                        variable,
                        in.asParent,
                        last,
                        events.start(),
                        body(),
                        events.end(),
                        0,
                        scalar.getScalarStyle(),
                        false));
            }
        }
        last = YamlFragment.isBlockScalar(scalar.getScalarStyle())
                ? YamlTrivia.contentEnd(text, events.start(), events.end())
                : events.end();
    }

    private void alias() {
        Collection in = current;
        if (in != null && in.expectsKey()) {
            in.next = null;
            in.expectsValue = true;
        } else if (in != null) {
            String variable = variable(place(in));
            if (variable != null) {
                source.warn("The variable '" + variable + "' has no effect, because the value of its name is an alias");
            }
        }
        last = events.end();
    }

    private void open(CollectionStartEvent start) {
        boolean list = !(start instanceof MappingStartEvent);
        int body = start.isFlow() ? body() : events.end() - (list && endsWithDash() ? 1 : 0);
        PathIndex index = variables;
        YamlNode beginning = null;
        boolean inFlow = start.isFlow();
        int column = body - YamlTrivia.lineStart(text, body);
        Collection in = current;
        if (in != null) {
            boolean key = in.expectsKey();
            index = key ? null : place(in);
            if (key) {
                in.lost = true;
                in.expectsValue = true;
                in.next = null;
            }
            String variable = variable(index);
            if (variable != null) {
                beginning = new YamlNode(
                        variable, in.asParent, last, events.start(), body, body, column, null, start.isFlow());
                replaced = true;
            }
            inFlow |= in.asParent.flow();
            column = start.isFlow() ? in.asParent.column() : column;
            open.add(in);
        }
        current = new Collection(
                index,
                start.isFlow(),
                new YamlNode.Parent(list, inFlow, start.isFlow() && in == null ? -1 : column),
                beginning);
        last = start.isFlow() ? events.end() : body;
    }

    /** Returns whether a list is not indented more than its key: then its event includes the first dash. */
    private boolean endsWithDash() {
        return events.end() > events.start() && text.charAt(events.end() - 1) == '-';
    }

    private void close() {
        Collection closed = Objects.requireNonNull(current);
        // A single pair in a flow sequence has no brackets of its own.
        if (closed.flow
                && events.end() > events.start()
                && text.charAt(events.end() - 1) == (closed.list ? ']' : '}')) {
            last = events.end();
        }
        if (closed.beginning != null) {
            found.add(closed.beginning.endingAt(last));
            replaced = false;
        }
        current = open.isEmpty() ? null : open.removeLast();
    }

    /** Moves to the next value in a collection. */
    private static @Nullable PathIndex place(Collection in) {
        if (in.list) {
            int item = in.item++;
            return in.index == null ? null : in.index.step(item);
        }
        in.expectsValue = false;
        return in.next;
    }

    private @Nullable String variable(@Nullable PathIndex place) {
        String variable = place == null ? null : place.variable().orElse(null);
        if (variable != null && replaced) {
            source.warn(SourceText.withoutEffect(variable));
            return null;
        }
        return variable;
    }

    /** Returns the start of the last event's node after its anchor and tag. */
    private int body() {
        int properties = YamlTrivia.propertiesEnd(text, events.start(), events.end());
        return properties == events.start() || properties == events.end()
                ? properties
                : YamlTrivia.skip(text, properties);
    }
}
