package io.slipway.core.access;

import java.util.Optional;

/** The keys that bearer tokens may be signed with: the current one, and those before it while their last tokens live. */
@FunctionalInterface
public interface VerifyingKeys {

    /** The key of this id. */
    Optional<VerifyingKey> byId(String id);
}
