package io.slipway.core.access;

import java.util.Optional;

/** Verifies tokens of other issuers, for logins without a Slipway token. */
@FunctionalInterface
public interface ForeignTokens {
    /** Refuses every token. */
    ForeignTokens NONE = text -> Optional.empty();

    /** Returns the caller with the grants of a token; empty if the token is invalid or no rule covers it. */
    Optional<Token> verify(String text);
}
