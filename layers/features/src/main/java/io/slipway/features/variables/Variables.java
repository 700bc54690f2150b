package io.slipway.features.variables;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables of a run by name, with their evaluated values. */
public interface Variables {

    /** Returns the names, in the order of their declaration. */
    List<String> names();

    /** Returns the evaluated value of the variable of this name, ignoring case; empty if there is no such variable. */
    Optional<Value> value(String name);

    /**
     * A value after evaluation.
     *
     * @param text the text; {@code null} is Octopus's null value
     * @param sensitive whether a sensitive value flowed into it, however indirectly
     * @param secrets the parts of it that must not be shown
     */
    record Value(@Nullable String text, boolean sensitive, List<String> secrets) {
        /** Keeps its own copy. */
        public Value {
            secrets = List.copyOf(secrets);
        }
    }
}
