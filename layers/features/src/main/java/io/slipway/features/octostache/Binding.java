package io.slipway.features.octostache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in the tree of variables: a value, named children, and indexed children, in the order in which they came. */
final class Binding {
    private final Map<String, Binding> named = new LinkedHashMap<>();
    private final Map<String, Binding> indexed = new LinkedHashMap<>();
    private String label = "";
    private @Nullable String value;
    private @Nullable List<Token> tokens;
    private boolean sensitive;
    private boolean used;

    /** A place without anything. */
    Binding() {}

    Binding(String value, boolean sensitive) {
        this.value = value;
        this.sensitive = sensitive;
    }

    @Nullable
    String value() {
        return value;
    }

    /** The value as a template, read once; none where it is only a text. */
    List<Token> tokens() {
        List<Token> known = tokens;
        if (known == null) {
            String text = value == null ? "" : value;
            known = text.contains("#{") ? TemplateParser.parse(text).orElse(List.of()) : List.of();
            tokens = known;
        }
        return known;
    }

    boolean sensitive() {
        return sensitive;
    }

    /** Notes that a template came to its value. */
    void use() {
        used = true;
    }

    boolean used() {
        return used;
    }

    void set(String newValue, boolean isSensitive) {
        value = newValue;
        tokens = null;
        sensitive = isSensitive;
    }

    /** Whether nothing can be found in it. */
    boolean isEmpty() {
        return value == null && named.isEmpty() && indexed.isEmpty();
    }

    Optional<Binding> named(String name) {
        return Optional.ofNullable(named.get(key(name)));
    }

    Optional<Binding> indexed(String index) {
        return Optional.ofNullable(indexed.get(key(index)));
    }

    Map<String, Binding> indexed() {
        return indexed;
    }

    Binding orAddNamed(String name) {
        return named.computeIfAbsent(key(name), it -> new Binding());
    }

    void putNamed(String name, Binding child) {
        named.put(key(name), child);
    }

    Binding orAddIndexed(String index) {
        return indexed.computeIfAbsent(key(index), it -> {
            Binding child = new Binding();
            child.label = index;
            // An item that has only properties prints as its index.
            child.value = index;
            return child;
        });
    }

    /** The index of an indexed child, as it was first written. */
    String label() {
        return label;
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
