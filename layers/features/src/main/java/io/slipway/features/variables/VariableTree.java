package io.slipway.features.variables;

import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a JSON or YAML file, in any of its forms: names and values; Octopus's list; that list as {@code Variables} of an object, with
 * {@code ScopeValues} that give the names for ids. Octopus's API writes a scope as {@code {"Environment": ["Environments-1"]}}, its command line as
 * {@code {"Environments": [{"ID": "Environments-1", "Name": "Test"}]}}.
 */
final class VariableTree {
    private static final String VARIABLES = "Variables";

    private final String file;
    private final List<Declaration> declarations = new ArrayList<>();
    private final ScopeNames names = new ScopeNames();

    private VariableTree(String file) {
        this.file = file;
    }

    static VariableFile read(String file, Tree tree) throws VariableFileException {
        VariableTree reader = new VariableTree(file);
        reader.root(tree);
        return new VariableFile(file, reader.declarations, reader.names);
    }

    private void root(Tree tree) throws VariableFileException {
        switch (tree) {
            case Tree.Items list -> list(list);
            case Tree.Fields object -> {
                if (object.field(VARIABLES).orElse(null) instanceof Tree.Items list) {
                    switch (object.field("ScopeValues").orElse(null)) {
                        case null -> {}
                        case Tree.Nothing nothing -> {}
                        case Tree.Fields table -> scopeValues(table);
                        case Tree other ->
                            throw problem(
                                    other.place(),
                                    "ScopeValues must be an object such as {\"Environments\": [{\"Id\": \"Environments-1\", \"Name\": \"Test\"}]}");
                    }
                    list(list);
                } else {
                    plain(object);
                }
            }
            default ->
                throw problem(tree.place(), "variables are an object of names and values, or Octopus's list of them");
        }
    }

    private void plain(Tree.Fields object) throws VariableFileException {
        checkCount(object.fields().size(), object.place());
        for (Tree.Field field : object.fields()) {
            declarations.add(new Declaration(field.place(), field.name(), value(field.name(), field.value())));
        }
    }

    private void list(Tree.Items list) throws VariableFileException {
        checkCount(list.items().size(), list.place());
        int number = 0;
        for (Tree item : list.items()) {
            number++;
            if (!(item instanceof Tree.Fields entry) || !(entry.field("Name").orElse(null) instanceof Tree.Text name)) {
                throw problem(item.place(), "the variable " + number + " of the list has no Name");
            }
            String value = entry.field("Value").isEmpty()
                    ? ""
                    : value(name.text(), entry.field("Value").get());
            declarations.add(new Declaration(
                    name.place(), name.text(), value, sensitive(name.text(), entry), scope(name.text(), entry)));
        }
    }

    private void checkCount(int count, Place place) throws VariableFileException {
        if (count > VariableFile.MAX_VARIABLES) {
            throw problem(place, "it must have at most " + VariableFile.MAX_VARIABLES + " variables, but has more");
        }
    }

    private @Nullable String value(String name, Tree value) throws VariableFileException {
        return switch (value) {
            case Tree.Text text -> text.text();
            case Tree.Nothing nothing -> null;
            default ->
                throw problem(
                        value.place(),
                        "the value of " + name + " must be a string, a number, a boolean or null, but is "
                                + (value instanceof Tree.Items ? "a list" : "an object")
                                + "; a variable for a place in a document has a name such as " + name + ":Key");
        };
    }

    /** Reads the two fields that mark a sensitive value. Any other form of them is an error, so that a mistake does not publish the value. */
    private boolean sensitive(String variable, Tree.Fields entry) throws VariableFileException {
        Optional<String> mark = word(variable, entry, "IsSensitive", "true or false", VariableTree::isFlag);
        Optional<String> type = word(variable, entry, "Type", "a string such as String or Sensitive", text -> true);
        return mark.filter("true"::equalsIgnoreCase).isPresent()
                || type.filter("Sensitive"::equalsIgnoreCase).isPresent();
    }

    private static boolean isFlag(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /** Returns the text of a field, which must have this form; empty if the field is missing or null. */
    private Optional<String> word(
            String variable, Tree.Fields entry, String field, String form, Predicate<String> allowed)
            throws VariableFileException {
        return switch (entry.field(field).orElse(null)) {
            case null -> Optional.empty();
            case Tree.Nothing nothing -> Optional.empty();
            case Tree.Text text when allowed.test(text.text()) -> Optional.of(text.text());
            case Tree other -> throw problem(other.place(), "the " + field + " of " + variable + " must be " + form);
        };
    }

    private Map<Dimension, List<String>> scope(String variable, Tree.Fields entry) throws VariableFileException {
        Map<Dimension, List<String>> scope = new EnumMap<>(Dimension.class);
        Tree tree = entry.field("Scope").orElse(null);
        if (tree == null || tree instanceof Tree.Nothing) {
            return scope;
        }
        if (!(tree instanceof Tree.Fields fields)) {
            throw problem(
                    tree.place(),
                    "the Scope of " + variable + " must be an object such as {\"Environment\": [\"Production\"]}");
        }
        for (Tree.Field field : fields.fields()) {
            List<Tree> limits = limits(field.value());
            Optional<Dimension> dimension = Dimension.named(field.name());
            // Exports list unused dimensions of scopes as null, so an empty scope may have any key.
            if (limits.isEmpty()) {
                continue;
            }
            if (dimension.isEmpty()) {
                throw problem(
                        field.place(),
                        "the Scope of " + variable + " has the key " + field.name() + ", which is none of "
                                + Dimension.KEYS);
            }
            for (Tree limit : limits) {
                scope.computeIfAbsent(dimension.get(), key -> new ArrayList<>())
                        .add(limit(variable, dimension.get(), limit));
            }
        }
        return scope;
    }

    private static List<Tree> limits(Tree tree) {
        return switch (tree) {
            case Tree.Items list -> list.items();
            case Tree.Nothing nothing -> List.of();
            default -> List.of(tree);
        };
    }

    private String limit(String variable, Dimension dimension, Tree tree) throws VariableFileException {
        if (tree instanceof Tree.Text text) {
            if (!names.knows(dimension, text.text())) {
                names.add(dimension, text.text(), text.text());
            }
            return text.text();
        }
        if (tree instanceof Tree.Fields reference) {
            String id = text(reference, "Id");
            String name = text(reference, "Name");
            if (id != null || name != null) {
                String known = id == null ? String.valueOf(name) : id;
                names.add(dimension, known, name == null ? known : name);
                return known;
            }
        }
        throw problem(
                tree.place(),
                "the Scope of " + variable + " must name each " + dimension.word()
                        + " by its name, its id, or an object with Id and Name");
    }

    /** Reads a table of names. Entries that are not dimensions of scopes are ignored. */
    private void scopeValues(Tree.Fields table) {
        for (Tree.Field kind : table.fields()) {
            Dimension dimension = Dimension.named(kind.name()).orElse(null);
            if (dimension == null || !(kind.value() instanceof Tree.Items list)) {
                continue;
            }
            for (Tree item : list.items()) {
                if (item instanceof Tree.Fields reference) {
                    String id = text(reference, "Id");
                    String name = text(reference, "Name");
                    if (id != null && name != null) {
                        names.add(dimension, id, name);
                    }
                }
            }
        }
    }

    private static @Nullable String text(Tree.Fields reference, String field) {
        return reference.field(field).orElse(null) instanceof Tree.Text text ? text.text() : null;
    }

    private VariableFileException problem(Place place, String message) {
        return new VariableFileException(file, place, message);
    }
}
