package io.slipway.core.access;

/** The key that new bearer tokens are signed with. It belongs to the token service alone. */
@FunctionalInterface
public interface SigningKeys {

    /** Returns the current key; from now on, every verifier can look up its public half. */
    SigningKey current();
}
