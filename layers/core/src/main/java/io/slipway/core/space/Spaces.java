package io.slipway.core.space;

import io.slipway.core.access.CurrentSpaces;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores the spaces. {@link SpaceName#DEFAULT} always exists. */
public interface Spaces extends CurrentSpaces {

    /** Finds the space of this name, whatever generation was requested. One read. */
    Optional<Space> find(SpaceName name);

    /** Returns all spaces: the default one, then the others in the order of their names. */
    List<Space> list();

    /** Adds a space; false if the name is taken. */
    boolean add(Space space);

    /** Changes the settings of a space; false if it does not exist or is being deleted. One write. */
    boolean change(SpaceName name, SpaceSettings settings);

    /** Changes the limits of a space; false if it does not exist or is being deleted. One write. */
    boolean limit(SpaceName name, Quota quota);

    /**
     * Requires that the space exists. One read, but no read for the default space.
     *
     * @return the time of its creation: older data belongs to another space of this name
     */
    default Instant require(SpaceName name) {
        if (name.equals(SpaceName.DEFAULT)) {
            return Instant.EPOCH;
        }
        return find(name)
                .filter(space -> space.isOpenAs(name))
                .map(Space::created)
                .orElseThrow(() -> unknown(name));
    }

    /** Returns the error for a request that names a space which does not exist. */
    static RegistryException unknown(SpaceName name) {
        return new RegistryException(
                ErrorCode.NAME_UNKNOWN,
                "there is no space " + name + " (the first of several segments of a name is the space)");
    }
}
