package io.slipway.core.memory;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Amount;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.UsageChange;
import io.slipway.core.usage.UsageFold;
import io.slipway.core.usage.Usages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what is there. */
final class MemoryUsages implements Usages {
    private final Store store;

    MemoryUsages(Store store) {
        this.store = store;
    }

    @Override
    public SpaceUsage space(SpaceName space) {
        return whole(space).space();
    }

    @Override
    public Whole whole(SpaceName space) {
        synchronized (store) {
            List<UsageChange> all = new ArrayList<>();
            store.in(space).values().forEach(entry -> {
                Partition contents = store.contents(entry.repository().name());
                Map<Digest, Long> blobs = new HashMap<>();
                contents.links.forEach(
                        (digest, link) -> link.blob().map(StoredBlob::size).ifPresent(size -> blobs.put(digest, size)));
                Amount manifests = contents.manifests.values().stream()
                        .map(it -> new Amount(1, it.manifest().content().length))
                        .reduce(Amount.NONE, Amount::plus);
                all.add(new UsageChange(entry.repository().name(), true, blobs, manifests));
            });
            UsageFold fold = new UsageFold(all, Map.of());
            return new Whole(
                    fold.space(SpaceUsage.NOTHING),
                    fold.marks().stream()
                            .map(mark -> fold.repository(mark, RepositoryUsage.NOTHING))
                            .filter(usage -> !usage.isNothing())
                            .toList());
        }
    }

    @Override
    public void count(Instant end) {
        // Nothing waits to be counted.
    }
}
