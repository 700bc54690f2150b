package io.slipway.builds.instant;

import io.slipway.core.name.SpaceName;
import java.util.Optional;

/**
 * Caches the indexes of a space's archives and layers, by names that identify their inputs and format. Entries may
 * disappear at any time.
 */
public interface Indexes {

    /** Reads an index. One call. */
    Optional<byte[]> find(SpaceName space, String name);

    /** Returns whether there is an index. One call. */
    boolean has(SpaceName space, String name);

    /** Stores an index. One call. */
    void put(SpaceName space, String name, byte[] content);
}
