package io.slipway.core.access;

import java.util.Optional;

/**
 * The facts about an attempt to log in.
 *
 * @param token the token of its id, if it exists; an expired one may still be found
 * @param failures what went wrong lately
 */
public record Login(Optional<Token> token, LoginAttempts failures) {}
