package io.slipway.core.access;

import java.util.Optional;

/** Verifies tokens that others made, for those who log in without a Slipway token. */
@FunctionalInterface
public interface ForeignTokens {
    /** Refuses every token. */
    ForeignTokens NONE = text -> Optional.empty();

    /** Returns what a token lets its bearer do; empty for one that is invalid or that no rule is about. */
    Optional<Token> verify(String text);
}
