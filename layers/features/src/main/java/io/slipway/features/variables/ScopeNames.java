package io.slipway.features.variables;

import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environments, channels and so on of a file, by id, name or both. */
final class ScopeNames {
    /** The maximum number of names that a message lists. */
    private static final int SHOWN = 5;

    private final Map<Dimension, Set<Entry>> entries = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Set<String>> known = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Map<String, String>> named = new EnumMap<>(Dimension.class);

    /** An id and its name; if the file has only one of the two, they are the same. */
    private record Entry(String id, String name) {
        boolean is(String text) {
            return id.equalsIgnoreCase(text) || name.equalsIgnoreCase(text);
        }
    }

    void add(Dimension dimension, String id, String name) {
        entries.computeIfAbsent(dimension, key -> new LinkedHashSet<>()).add(new Entry(id, name));
        Set<String> texts = known.computeIfAbsent(dimension, key -> new HashSet<>());
        texts.add(folded(id));
        texts.add(folded(name));
        if (!id.equals(name)) {
            named.computeIfAbsent(dimension, key -> new HashMap<>()).putIfAbsent(folded(id), name);
        }
    }

    void addAll(ScopeNames others) {
        others.entries.forEach((dimension, more) -> more.forEach(entry -> add(dimension, entry.id(), entry.name())));
    }

    /** Returns whether an id and its name are known. */
    boolean resolves(Dimension dimension) {
        return named.containsKey(dimension);
    }

    boolean knows(Dimension dimension, String text) {
        return known.getOrDefault(dimension, Set.of()).contains(folded(text));
    }

    /** Returns all names and ids that are equivalent in a scope. */
    List<String> aliases(Dimension dimension, String text) {
        return Stream.concat(
                        Stream.of(text),
                        of(dimension)
                                .filter(entry -> entry.is(text))
                                .flatMap(entry -> Stream.of(entry.id(), entry.name())))
                .distinct()
                .toList();
    }

    /** Returns the name of an id; other texts are returned unchanged. */
    String name(Dimension dimension, String text) {
        return named.getOrDefault(dimension, Map.of()).getOrDefault(folded(text), text);
    }

    /** Returns the first names, for a message. */
    String shown(Dimension dimension) {
        Map<String, String> names = new LinkedHashMap<>();
        of(dimension)
                .map(entry -> name(dimension, entry.name()))
                .forEach(name -> names.putIfAbsent(folded(name), name));
        String first = names.values().stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Stream<Entry> of(Dimension dimension) {
        return entries.getOrDefault(dimension, Set.of()).stream();
    }
}
