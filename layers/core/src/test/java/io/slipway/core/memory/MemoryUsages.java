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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the contents when it is asked. */
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
                all.add(new UsageChange(
                        entry.repository().name(), true, blobs, manifests, Optional.ofNullable(contents.pushed)));
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
    public List<RepositoryUsage> repositories(SpaceName space, Collection<String> paths) {
        return whole(space).repositories().stream()
                .filter(usage -> paths.contains(usage.path()))
                .toList();
    }

    @Override
    public List<Day> days(SpaceName space, LocalDate since) {
        synchronized (store) {
            return store.days.getOrDefault(space, new TreeMap<>()).tailMap(since, true).values().stream()
                    .toList();
        }
    }

    /** Notes the day; nothing waits to be counted. */
    @Override
    public void count(Instant end) {
        synchronized (store) {
            LocalDate today = LocalDate.ofInstant(store.clock.instant(), ZoneOffset.UTC);
            for (SpaceName space : List.copyOf(store.repositories.keySet())) {
                SpaceUsage usage = space(space);
                store.days
                        .computeIfAbsent(space, any -> new TreeMap<>())
                        .put(today, new Day(today, usage.bytes(), usage.objects()));
            }
        }
    }
}
