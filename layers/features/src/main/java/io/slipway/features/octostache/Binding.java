package io.slipway.features.octostache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node in the tree of variables: a value, named children, and indexed children, in the order of their declaration. */
final class Binding {
    private final Map<String, Binding> named = new LinkedHashMap<>();
    private final Map<String, Binding> indexed = new LinkedHashMap<>();
    private @Nullable String value;
    private @Nullable List<TemplateToken> tokens;
    private boolean sensitive;
    private boolean used;

    /** Creates a node without a value or children. */
    Binding() {}

    Binding(String value, boolean sensitive) {
        this.value = value;
        this.sensitive = sensitive;
    }

    @Nullable
    String value() {
        return value;
    }

    /** Returns the value as a template, parsed once; empty if it is only a text. */
    List<TemplateToken> tokens() {
        List<TemplateToken> known = tokens;
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

    /** Records that a template used its value. */
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

    /** Returns whether it has neither value nor children. */
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
            // An item that has only properties is written as its index.
            child.value = index;
            return child;
        });
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
