package io.slipway.core.access;

import io.slipway.core.name.SpaceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up the current space of a name. */
public interface CurrentSpaces {

    /** Returns the current space of this name, or the next one to be created. One read, but no read for the default space. */
    SpaceName now(SpaceName name);

    /** Binds grants to the current spaces, so that they allow nothing in later spaces of the same names. One read for each space. */
    default List<Grant> bind(List<Grant> grants) {
        Map<String, Integer> generations = new HashMap<>();
        return grants.stream()
                .map(grant -> grant.space().equals(Grant.ANY_SPACE)
                        ? grant
                        : grant.at(generations.computeIfAbsent(
                                grant.space(), name -> now(new SpaceName(name)).generation())))
                .toList();
    }
}
