package io.slipway.features.structured;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index of variables by path, {@code a:b:0}, ignoring case. The reader of a document descends in parallel, and most parts of a document
 * have no variables, so that paths of values need not be built. A key with colons counts as one step for each of its
 * parts.
 */
public final class PathIndex {
    private static final char SEPARATOR = ':';

    private final Map<String, PathIndex> below = new HashMap<>();
    private @Nullable String variable;

    void add(String name) {
        PathIndex place = this;
        int start = 0;
        for (int end = name.indexOf(SEPARATOR); end >= 0; end = name.indexOf(SEPARATOR, start)) {
            place = place.below.computeIfAbsent(folded(name.substring(start, end)), key -> new PathIndex());
            start = end + 1;
        }
        place = place.below.computeIfAbsent(folded(name.substring(start)), key -> new PathIndex());
        place.variable = name;
    }

    /** Returns the index below a key, if it has variables. */
    public @Nullable PathIndex step(String key) {
        if (below.isEmpty()) {
            return null;
        }
        if (key.indexOf(SEPARATOR) < 0) {
            return below.get(folded(key));
        }
        PathIndex place = this;
        int start = 0;
        for (int end = key.indexOf(SEPARATOR); end >= 0 && place != null; end = key.indexOf(SEPARATOR, start)) {
            place = place.below.get(folded(key.substring(start, end)));
            start = end + 1;
        }
        return place == null ? null : place.below.get(folded(key.substring(start)));
    }

    /** Returns the index below an item of a list, from 0 on. */
    public @Nullable PathIndex step(int item) {
        return below.isEmpty() ? null : below.get(Integer.toString(item));
    }

    /** Returns the variable whose name ends here, if there is one. */
    public Optional<String> variable() {
        return Optional.ofNullable(variable);
    }

    /** Folds case as .NET does to compare names: unit by unit, to upper case. */
    private static String folded(String key) {
        char[] folded = key.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Character.toUpperCase(folded[i]);
        }
        return new String(folded);
    }
}
