package io.slipway.core.access;

/** The key that new bearer tokens are signed with. It belongs to the token service alone. */
@FunctionalInterface
public interface SigningKeys {

    /** The current key, whose public half everybody who verifies tokens can find from now on. */
    SigningKey current();
}
