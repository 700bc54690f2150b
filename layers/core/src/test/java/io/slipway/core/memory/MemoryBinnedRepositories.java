package io.slipway.core.memory;

import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.memory.Store.Entry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class MemoryBinnedRepositories implements BinnedRepositories {
    private final Store store;
    private final MemoryBin bin;

    MemoryBinnedRepositories(Store store, MemoryBin bin) {
        this.store = store;
        this.bin = bin;
    }

    @Override
    public int days(SpaceName space) {
        return TagSettings.DEFAULT.binDays();
    }

    @Override
    public Optional<Begun> begin(RepositoryName name) {
        synchronized (store) {
            store.repository(name).filter(Entry::isOpen).ifPresent(entry -> {
                store.put(entry.deleting(store.clock.instant(), true));
                store.events.record(EventType.REPOSITORY_DELETED, name.space(), MemoryEvents.detail(name));
            });
            return store.repository(name)
                    .flatMap(entry -> entry.deleting().map(since -> new Begun(entry.generation(), since)));
        }
    }

    @Override
    public List<Digest> images(RepositoryName name, int limit) {
        synchronized (store) {
            return store.contents(name).manifests.keySet().stream().limit(limit).toList();
        }
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName name, Begun begun, Instant until) {
        synchronized (store) {
            return store.repository(name)
                    .filter(entry -> entry.isBeingDeleted(begun.generation()))
                    .map(entry -> {
                        String id = bin.id(begun.since().minusMillis(1));
                        store.put(entry.binned(id));
                        return bin.add(BinEntry.ofRepository(id, name, begun, until));
                    });
        }
    }

    @Override
    public boolean restore(BinEntry entry) {
        synchronized (store) {
            store.repository(entry.repository())
                    .filter(it -> it.isBinned(entry.id()))
                    .ifPresent(it -> store.put(it.restored()));
            return store.repository(entry.repository()).filter(Entry::isOpen).isPresent();
        }
    }

    @Override
    public void reach(BinEntry entry, String last) {
        synchronized (store) {
            bin.find(entry.repository().space(), entry.id())
                    .filter(found -> found.reached()
                            .filter(id -> id.compareTo(last) >= 0)
                            .isEmpty())
                    .ifPresent(found -> bin.add(found.reached(last)));
        }
    }

    @Override
    public void restored(BinEntry entry) {
        synchronized (store) {
            RepositoryName name = entry.repository();
            if (bin.remove(entry)) {
                store.events.record(EventType.REPOSITORY_RESTORED, name.space(), MemoryEvents.detail(name));
            }
        }
    }

    @Override
    public Optional<String> beginForGood(BinEntry entry) {
        synchronized (store) {
            return store.repository(entry.repository())
                    .filter(it -> it.entry().equals(Optional.of(entry.id())))
                    .map(it -> it.deleting().isPresent() ? it.generation() : MemoryDeletions.mark(store, it));
        }
    }
}
