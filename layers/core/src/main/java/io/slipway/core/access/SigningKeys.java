package io.slipway.core.access;

import java.util.Optional;

/** The keys that sign bearer tokens: the current one, and the one before it while a rotation is under way. */
public interface SigningKeys {

    /** The key that new tokens are signed with. */
    SigningKey current();

    /** The key of this id, where it is the current or the previous one. */
    Optional<SigningKey> byId(String id);
}
