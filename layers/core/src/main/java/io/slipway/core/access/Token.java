package io.slipway.core.access;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stored token.
 *
 * @param id its id
 * @param name its name for people: 1 to {@value #MAX_NAME_LENGTH} characters
 * @param hash the hash of its secret
 * @param grants its grants: 1 to {@value #MAX_GRANTS}
 * @param created the time of its creation
 * @param expires the time at which it expires, if it does
 * @param lastUsed the hour in which it was last exchanged for a bearer token
 * @param ofJob whether it belongs to a build's job, and is only for the registry's repositories
 */
public record Token(
        String id,
        String name,
        String hash,
        List<Grant> grants,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> lastUsed,
        boolean ofJob) {
    /** The longest name of a token, in characters. */
    public static final int MAX_NAME_LENGTH = 100;

    /** The most grants that one token may have. */
    public static final int MAX_GRANTS = 50;

    /** At least one visible character and no control character. The OpenAPI document has the same pattern. */
    private static final Pattern NAME =
            Pattern.compile(" *[^\\x00-\\x20\\x7f-\\x9f\\p{Cs}][^\\x00-\\x1f\\x7f-\\x9f\\p{Cs}]*");

    public Token {
        if (!NAME.matcher(name).matches() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("a token's name must have 1 to " + MAX_NAME_LENGTH
                    + " printable characters, but was " + Quoted.of(name));
        }
        if (grants.isEmpty() || grants.size() > MAX_GRANTS) {
            throw new IllegalArgumentException(
                    "a token must have 1 to " + MAX_GRANTS + " grants, but had " + grants.size());
        }
        grants = List.copyOf(grants);
    }

    /** Creates a token that is not limited to the registry's repositories. */
    public Token(
            String id,
            String name,
            String hash,
            List<Grant> grants,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> lastUsed) {
        this(id, name, hash, grants, created, expires, lastUsed, false);
    }

    /** Returns whether the token has expired. */
    public boolean expiredAt(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    /** Returns whether some grant allows the action on the repository. */
    public boolean allows(RepositoryName repository, Action action) {
        return grants.stream().anyMatch(grant -> grant.allows(repository, action));
    }

    /** Returns whether some grant makes its bearer an administrator of all spaces. */
    public boolean administersAll() {
        return grants.stream()
                .anyMatch(grant -> grant.space().equals(Grant.ANY_SPACE)
                        && grant.repository().equals(Grant.ANY_REPOSITORY)
                        && grant.actions().contains(Action.ADMIN));
    }

    /** Returns whether some grant allows the action on the whole space. */
    public boolean allowsAll(SpaceName space, Action action) {
        return grants.stream().anyMatch(grant -> grant.allowsAll(space, action));
    }
}
