package io.slipway.core.space;

import io.slipway.core.name.SpaceName;

/** A space with repositories was to be removed. */
public final class SpaceNotEmptyException extends RuntimeException {
    public SpaceNotEmptyException(SpaceName name) {
        super("the space " + name + " has repositories");
    }
}
