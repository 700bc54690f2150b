package io.slipway.core.access;

import java.util.Optional;

/**
 * The facts about an attempt to log in.
 *
 * @param token the token of its id, if it exists; an expired one may still be found
 * @param failures what went wrong lately
 * @param administrator for an attempt without the id of a token, the published hash of the administrator's token
 */
public record Login(Optional<Token> token, LoginAttempts failures, Optional<String> administrator) {
    /** The facts about an attempt with the id of a token. */
    public Login(Optional<Token> token, LoginAttempts failures) {
        this(token, failures, Optional.empty());
    }
}
