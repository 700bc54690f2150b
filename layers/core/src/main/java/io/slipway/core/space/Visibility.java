package io.slipway.core.space;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Restricts the callers who may pull from a repository. */
public enum Visibility {
    /** Callers whose token has a grant for it. */
    PRIVATE,
    /** Everyone, including anonymous callers. */
    PUBLIC;

    /** Returns the name in JSON and in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the visibility with this name, if there is one. */
    public static Optional<Visibility> named(String word) {
        return Arrays.stream(values())
                .filter(visibility -> visibility.word().equals(word))
                .findFirst();
    }
}
