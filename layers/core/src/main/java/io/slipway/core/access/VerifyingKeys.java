package io.slipway.core.access;

import java.util.Optional;

/** The keys that verify bearer tokens: the current one, and earlier ones while their last tokens are valid. */
@FunctionalInterface
public interface VerifyingKeys {

    /** Returns the key with this id. */
    Optional<VerifyingKey> byId(String id);
}
