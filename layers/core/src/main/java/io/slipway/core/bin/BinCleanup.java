package io.slipway.core.bin;

import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Deletes expired entries of the bin permanently. It can be interrupted and repeated. */
public final class BinCleanup {
    private static final int PAGE = 1_000;

    private final Bin bin;
    private final RepositoryBin repositories;
    private final Clock clock;

    public BinCleanup(Bin bin, RepositoryBin repositories, Clock clock) {
        this.bin = bin;
        this.repositories = repositories;
        this.clock = clock;
    }

    /**
     * Cleans the bin of a space. One read for each thousand entries, and the calls that remove each expired one.
     *
     * @param end the time at which to stop even if there is more to do
     * @return the number of removed entries
     */
    public int run(SpaceName space, Instant end) {
        int left = 0;
        String after = "";
        List<BinEntry> page;
        do {
            page = bin.list(space, after, PAGE);
            for (BinEntry entry : page) {
                if (!clock.instant().isBefore(end)) {
                    return left;
                }
                if (!entry.until().isAfter(clock.instant()) && empty(entry, end)) {
                    left++;
                }
            }
            after = page.isEmpty() ? "" : page.getLast().id();
        } while (page.size() == PAGE);
        return left;
    }

    private boolean empty(BinEntry entry, Instant end) {
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            return repositories.empty(entry, end);
        }
        bin.empty(entry);
        return true;
    }
}
