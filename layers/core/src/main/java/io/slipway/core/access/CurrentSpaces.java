package io.slipway.core.access;

import io.slipway.core.name.SpaceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which space of a name there is now. */
public interface CurrentSpaces {

    /** The space of this name that there is now, or that would be created next. One read, but no read for the default space. */
    SpaceName now(SpaceName name);

    /** Binds grants to the spaces that there are now, so that they allow nothing in later spaces of the names. One read for each space. */
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
