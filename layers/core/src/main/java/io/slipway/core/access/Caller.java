package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sender of a request, as the bearer token names it.
 *
 * @param subject the token's id, {@code admin}, or {@code anonymous}
 * @param granted the requested access that is allowed
 * @param refused the requested access that is not allowed: another request would not help
 * @param readableSpaces the spaces whose repositories may all be pulled, so that a mount there needs no named source; {@value
 * Grant#ANY_SPACE} means all spaces
 * @param catalog the grants whose repositories the catalogue lists, if requested: see {@link #withCatalog}
 * @param reach the places that the caller may push to, if requested: see {@link #withReach}
 * @param until the end of the bearer token that names the caller, or of what Basic credentials open without another look; {@link
 * Instant#EPOCH} if nothing is said
 */
public record Caller(
        String subject,
        List<Access> granted,
        List<Access> refused,
        Set<String> readableSpaces,
        Optional<List<Grant>> catalog,
        PushReach reach,
        Instant until) {
    /** The subject of an anonymous caller's bearer token. */
    public static final String ANONYMOUS = "anonymous";

    /** A caller who has not asked for the catalogue. */
    public Caller(String subject, List<Access> granted, List<Access> refused, Set<String> readableSpaces) {
        this(subject, granted, refused, readableSpaces, Optional.empty(), PushReach.NOWHERE, Instant.EPOCH);
    }

    public Caller {
        granted = List.copyOf(granted);
        refused = List.copyOf(refused);
        readableSpaces = Set.copyOf(readableSpaces);
        catalog = catalog.map(List::copyOf);
    }

    /** The same caller, who has asked for the catalogue and may see what these grants let pull, beside all that is public. */
    public Caller withCatalog(List<Grant> grants) {
        return new Caller(subject, granted, refused, readableSpaces, Optional.of(grants), reach, until);
    }

    /** The same caller, who has asked to push. */
    public Caller withReach(PushReach where) {
        return new Caller(subject, granted, refused, readableSpaces, catalog, where, until);
    }

    /** The same caller, until this moment. */
    public Caller until(Instant end) {
        return new Caller(subject, granted, refused, readableSpaces, catalog, reach, end);
    }

    /** The repository as the credentials name it: in the space that existed when they were looked up. */
    public RepositoryName named(RepositoryName name) {
        return Stream.concat(granted.stream(), refused.stream())
                .map(Access::repository)
                .filter(known -> known.path().equals(name.path())
                        && known.space().value().equals(name.space().value()))
                .findFirst()
                .orElse(name);
    }

    /** Returns whether the action is allowed on the repository. */
    public boolean may(Action action, RepositoryName repository) {
        return holds(granted, action, repository);
    }

    /** Returns whether the action was asked for and refused, so that only another token could do it. */
    public boolean wasRefused(Action action, RepositoryName repository) {
        return holds(refused, action, repository);
    }

    /** Returns whether every repository of the space may be pulled. */
    public boolean mayPullAllOf(SpaceName space) {
        return readableSpaces.contains(Grant.ANY_SPACE) || readableSpaces.contains(space.value());
    }

    /** Returns whether the caller is anonymous. */
    public boolean anonymous() {
        return subject.equals(ANONYMOUS);
    }

    private static boolean holds(List<Access> list, Action action, RepositoryName repository) {
        return list.stream()
                .anyMatch(access -> access.repository().equals(repository)
                        && access.actions().contains(action));
    }
}
