package io.slipway.features.structured;

import io.slipway.features.variables.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The variables of a run, each evaluated at most once, and only if a file contains its name. */
public final class StructuredVariables {
    private static final String RESERVED = "octopus";

    private final Variables variables;
    private final List<String> names;
    private final PathIndex paths = new PathIndex();
    private final Map<String, Variables.Value> values = new HashMap<>();

    public StructuredVariables(Variables variables) {
        this.variables = variables;
        this.names = List.copyOf(variables.names());
        names.stream().filter(name -> !reserved(name)).forEach(paths::add);
    }

    /** Returns the names, in the order of their declaration. */
    public List<String> names() {
        return names;
    }

    /** Returns the evaluated value of a variable. */
    public Variables.Value value(String name) {
        return values.computeIfAbsent(
                name,
                key -> variables.value(key).orElseThrow(() -> new IllegalArgumentException("No variable " + key)));
    }

    /** Returns the names that are not {@linkplain #reserved reserved}, indexed by path. */
    public PathIndex paths() {
        return paths;
    }

    /**
     * Returns whether a name is one of Octopus's own variables: it begins with {@code Octopus}, but not with {@code
     * Octopus:}.
     */
    public static boolean reserved(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.startsWith(RESERVED) && !folded.startsWith(RESERVED + ":");
    }
}
