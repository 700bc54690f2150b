package io.slipway.features.variables;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engines see of a variable set: names, and what each evaluates to. */
public interface Variables {

    /** The names, in the order of their declaration. */
    List<String> names();

    /** What the variable of this name (in any case) evaluates to, or nothing where there is none. */
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
