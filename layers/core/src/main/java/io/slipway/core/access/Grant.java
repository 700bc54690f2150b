package io.slipway.core.access;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Allows a token these actions, in this space, on the repositories whose name inside the space matches a pattern.
 *
 * @param space a space's name, or {@value #ANY_SPACE} for all of them
 * @param repository a pattern: {@code *} matches any characters but a slash, {@code **} any characters
 * @param actions the actions, at least one
 * @param generation the generation of the space for which the grant was made: it allows nothing in a later space of the name
 */
public record Grant(String space, String repository, Set<Action> actions, int generation) {
    /** Every space. */
    public static final String ANY_SPACE = "*";

    /** Every repository of a space. */
    public static final String ANY_REPOSITORY = "**";

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9._/*-]{1,255}");

    public Grant {
        if (!space.equals(ANY_SPACE)) {
            space = new SpaceName(space).value();
        }
        if (!PATTERN.matcher(repository).matches() || repository.contains("***")) {
            throw new IllegalArgumentException(
                    "a repository pattern must have 1 to 255 characters of a repository's name,"
                            + " with * for any but a slash and ** for any, but was " + Quoted.of(repository));
        }
        if (actions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grant must have at least one action of pull, push, delete and admin, but has no action");
        }
        actions = Set.copyOf(actions);
    }

    /** Creates a grant for the first space of a name, or for all spaces. */
    public Grant(String space, String repository, Set<Action> actions) {
        this(space, repository, actions, 0);
    }

    /** Returns the same grant for the space of this generation. */
    public Grant at(int number) {
        return new Grant(space, repository, actions, number);
    }

    /** Returns its space, unless it is for all spaces. */
    public SpaceName spaceName() {
        return new SpaceName(space, generation);
    }

    /** Returns the administrator's grant: all actions on all repositories of all spaces. */
    public static Grant everything() {
        return new Grant(ANY_SPACE, ANY_REPOSITORY, EnumSet.allOf(Action.class));
    }

    /** Returns whether this grant allows the action on the repository; {@link Action#ADMIN} allows every other action too. */
    public boolean allows(RepositoryName name, Action action) {
        return covers(name.space()) && allows(action) && matches(name.path());
    }

    /** Returns whether this grant allows the action on every repository of the space. */
    public boolean allowsAll(SpaceName name, Action action) {
        return covers(name) && allows(action) && repository.equals(ANY_REPOSITORY);
    }

    /** Returns whether this grant reaches anything of the space. */
    public boolean covers(SpaceName name) {
        return space.equals(ANY_SPACE) || (space.equals(name.value()) && generation == name.generation());
    }

    /** Returns whether this grant allows the action on its repositories. */
    public boolean allows(Action action) {
        return actions.contains(action) || actions.contains(Action.ADMIN);
    }

    private boolean matches(String path) {
        return repository.equals(ANY_REPOSITORY) || RepositoryPattern.matches(repository, path);
    }

    /** Returns the common prefix of the paths of all repositories that it covers, to which lists can be restricted. */
    public String prefix() {
        int star = repository.indexOf('*');
        return star < 0 ? repository : repository.substring(0, star);
    }
}
