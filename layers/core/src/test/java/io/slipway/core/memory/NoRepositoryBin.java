package io.slipway.core.memory;

import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Optional;

/** Spaces without a bin: every deletion is permanent. */
public final class NoRepositoryBin implements RepositoryBin {
    @Override
    public int days(SpaceName space) {
        return 0;
    }

    @Override
    public Optional<Begun> begin(RepositoryName name) {
        return Optional.empty();
    }

    @Override
    public int discardSome(RepositoryName name, Instant until) {
        return 0;
    }

    @Override
    public boolean finish(RepositoryName name, Begun begun, Instant until) {
        return false;
    }

    @Override
    public Restored restore(BinEntry entry, Instant end) {
        return Restored.NOT;
    }

    @Override
    public boolean empty(BinEntry entry, Instant end) {
        return true;
    }
}
