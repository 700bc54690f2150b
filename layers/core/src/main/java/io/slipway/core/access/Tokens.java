package io.slipway.core.access;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stored tokens. */
public interface Tokens {

    /** Returns the token with this id, if it exists; an expired one may still be found. */
    Optional<Token> find(String id);

    /**
     * Reads the token of a login, the failed attempts by it and from its address, and the generations of the spaces that it names, in one read.
     *
     * @param spaces at most {@value Scope#MAX_COUNT}; the default space has no generations
     */
    Login read(Attempt attempt, Set<SpaceName> spaces);

    /** Counts a failed login. */
    void countFailure(Attempt attempt);

    /** Publishes the hash of the administrator's token for the functions that may not read the token itself. */
    void publishAdministrator(String hash);

    /** Stores a new token; false if the id is taken. */
    boolean add(Token token);

    /** Notes that the token was used, unless it is gone. */
    void recordUse(String id, Instant when);

    /** Returns all tokens, in the order of their ids. */
    List<Token> list();

    /** Restricts a token to these of its grants, unless it is gone. */
    void narrow(String id, List<Grant> left);

    /** Removes a token and records the event; false if the token does not exist. */
    boolean revoke(Token token);

    /** Removes the token of a build's job; false if no token has this id. */
    boolean remove(String id);
}
