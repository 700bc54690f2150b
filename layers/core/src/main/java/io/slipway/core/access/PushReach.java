package io.slipway.core.access;

import java.util.List;

/**
 * The places that a caller may push to: for errors that suggest one, and for the first push into a space that does not exist.
 *
 * @param administrator whether the caller administers all spaces
 * @param spaces the names of spaces with a grant that allows to push, at most {@value #MAX_SPACES}; {@value Grant#ANY_SPACE} means all
 * spaces
 */
public record PushReach(boolean administrator, List<String> spaces) {
    /** The most spaces that a bearer token names: it travels in a header. */
    public static final int MAX_SPACES = 10;

    /** The reach of a caller without known places. */
    public static final PushReach NOWHERE = new PushReach(false, List.of());

    public PushReach {
        spaces = List.copyOf(spaces);
    }

    /** Returns the reach of the grants of a token. */
    public static PushReach of(Token token) {
        return new PushReach(
                token.administersAll(),
                token.grants().stream()
                        .filter(grant -> grant.allows(Action.PUSH))
                        .map(Grant::space)
                        .distinct()
                        .sorted()
                        .limit(MAX_SPACES)
                        .toList());
    }

    /** Returns the hint for a caller who may not push to a repository. */
    public String hint() {
        if (spaces.contains(Grant.ANY_SPACE)) {
            return "it may push to other repositories of any space; ask an administrator for a wider grant";
        }
        return spaces.isEmpty()
                ? "it may not push to any repository; ask an administrator for a token with a grant to push"
                : "it has grants to push in " + list(spaces) + "; ask an administrator for one that covers this name";
    }

    /** Spaces in words. */
    public static String list(List<String> names) {
        return (names.size() == 1 ? "the space " : "the spaces ") + String.join(", ", names);
    }
}
