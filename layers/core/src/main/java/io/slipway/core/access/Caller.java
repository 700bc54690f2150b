package io.slipway.core.access;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sender of a request, as its credentials identify it.
 *
 * @param subject the token's id, {@code admin}, or {@code anonymous}
 * @param granted the requested access that is allowed
 * @param refused the requested access that is not allowed: another request would not help
 * @param readableSpaces the spaces whose repositories may all be pulled, so that a mount there needs no named source; {@value Grant#ANY_SPACE}
 *     means all spaces
 * @param catalog the grants whose repositories the catalogue lists, if requested: see {@link #withCatalog}
 * @param reach the places that the caller may push to, if requested: see {@link #withReach}
 * @param until the time at which the bearer token expires, or until which Basic credentials count without another check; {@link Instant#EPOCH} if
 *     unknown
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

    /** Creates a caller that has not asked for the catalogue. */
    public Caller(String subject, List<Access> granted, List<Access> refused, Set<String> readableSpaces) {
        this(subject, granted, refused, readableSpaces, Optional.empty(), PushReach.NOWHERE, Instant.EPOCH);
    }

    public Caller {
        granted = List.copyOf(granted);
        refused = List.copyOf(refused);
        readableSpaces = Set.copyOf(readableSpaces);
        catalog = catalog.map(List::copyOf);
    }

    /** Returns this caller with a request for the catalogue, which lists what these grants allow to be pulled, and everything public. */
    public Caller withCatalog(List<Grant> grants) {
        return new Caller(subject, granted, refused, readableSpaces, Optional.of(grants), reach, until);
    }

    /** Returns this caller with the places that it may push to. */
    public Caller withReach(PushReach where) {
        return new Caller(subject, granted, refused, readableSpaces, catalog, where, until);
    }

    /** Returns this caller with credentials that end at this time. */
    public Caller until(Instant end) {
        return new Caller(subject, granted, refused, readableSpaces, catalog, reach, end);
    }

    /** Returns the repository in the generation of its space that existed when the credentials were issued. */
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

    /** Returns whether the action was requested and refused, so that only another token could do it. */
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
