package io.slipway.builds.instant;

import io.slipway.core.name.SpaceName;
import java.util.Optional;

/** Reads indexes, and caches those of recent builds in memory. */
public final class RecentIndexes implements Indexes {
    /** The maximum total size of the cached indexes, in bytes: 32 MiB. */
    private static final long MAX_KEPT = 32L << 20;

    /** The maximum size of a cached index, in bytes: 4 MiB. */
    private static final int MAX_INDEX = 4 << 20;

    private final Indexes indexes;
    private final Recent<Named> recent = new Recent<>(MAX_KEPT, MAX_INDEX);

    private record Named(SpaceName space, String name) {}

    /** Creates a cache of these indexes, which never change under their names. */
    public RecentIndexes(Indexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public Optional<byte[]> find(SpaceName space, String name) {
        Named key = new Named(space, name);
        Optional<byte[]> known = recent.find(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<byte[]> found = indexes.find(space, name);
        found.ifPresent(index -> recent.keep(key, index));
        return found;
    }

    @Override
    public boolean has(SpaceName space, String name) {
        return recent.find(new Named(space, name)).isPresent() || indexes.has(space, name);
    }

    @Override
    public void put(SpaceName space, String name, byte[] content) {
        indexes.put(space, name, content);
        recent.keep(new Named(space, name), content);
    }
}
