package io.slipway.features.variables;

import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of a variable, as a file declares it.
 *
 * @param place its position in the file
 * @param name the variable's name
 * @param value its value, a template; {@code null} is Octopus's null value
 * @param sensitive whether the value is secret
 * @param scope the scope of the value, by names or ids; empty if it always applies
 */
record Declaration(
        Place place, String name, @Nullable String value, boolean sensitive, Map<Dimension, List<String>> scope) {
    Declaration {
        scope = Map.copyOf(scope);
    }

    /** Creates a value without a scope that is not secret. */
    Declaration(Place place, String name, @Nullable String value) {
        this(place, name, value, false, Map.of());
    }

    /** Returns whether an export omitted the value: some exports write null, some an empty text. */
    boolean lacksValue() {
        return sensitive && (value == null || value.isEmpty());
    }

    /** Returns the key of comparisons, which ignore case. */
    String key() {
        return name.toUpperCase(Locale.ROOT);
    }

    /** Returns the name, never the value. */
    @Override
    public String toString() {
        return name;
    }
}
