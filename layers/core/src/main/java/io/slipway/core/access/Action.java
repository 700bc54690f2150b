package io.slipway.core.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An action that a grant may allow on a repository; the names are those of Docker's token scopes. */
public enum Action {
    PULL,
    PUSH,
    DELETE,
    /** Administers the space: its tokens, its repositories' settings, and everything that the other actions allow. */
    ADMIN;

    /** Returns the name in scopes and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the action with this name, if there is one. */
    public static Optional<Action> named(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }

    /** Returns all actions on a repository's content. */
    public static Set<Action> content() {
        return EnumSet.of(PULL, PUSH, DELETE);
    }
}
