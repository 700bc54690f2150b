package io.slipway.core.memory;

import io.slipway.core.blob.LandingDay;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.memory.Store.Entry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.Space;
import java.util.Optional;

final class MemoryDeletions implements Deletions {
    private final Store store;

    MemoryDeletions(Store store) {
        this.store = store;
    }

    @Override
    public Optional<String> begin(RepositoryName name) {
        synchronized (store) {
            Optional<Entry> found = store.repository(name);
            if (found.filter(entry -> entry.deleting().isEmpty() || entry.intoBin())
                    .isEmpty()) {
                return found.map(Entry::generation);
            }
            store.events.record(EventType.REPOSITORY_DELETED, name.space(), MemoryEvents.detail(name));
            return Optional.of(mark(store, found.get()));
        }
    }

    /** Marks a repository as being deleted permanently; returns its generation. */
    static String mark(Store store, Entry entry) {
        RepositoryName name = entry.name();
        Entry marked = entry.deleting(store.clock.instant(), false);
        store.put(marked);
        store.cleared.put(name, store.clock.millis());
        store.reviews.addTimed(
                new Review.Cleared(name, store.clock.millis()),
                LandingDay.of(store.clock.instant()).closed());
        return marked.generation();
    }

    private boolean isMarked(RepositoryName name, String generation) {
        return store.repository(name)
                .filter(entry -> entry.isBeingDeleted(generation))
                .isPresent();
    }

    @Override
    public int clearSome(RepositoryName name, String generation) {
        synchronized (store) {
            if (!isMarked(name, generation)) {
                return 0;
            }
            Partition.Cleared cleared = store.contents(name).clearSome();
            cleared.links()
                    .forEach((digest, link) -> link.blob()
                            .ifPresent(blob -> store.reviews.addFree(
                                    MemoryBlobLinks.object(name, digest, blob), store.clock.instant())));
            cleared.manifests().stream()
                    .flatMap(manifest -> MemoryManifests.object(name, manifest).stream())
                    .forEach(object -> store.reviews.addFree(object, store.clock.instant()));
            return cleared.items();
        }
    }

    @Override
    public void finish(RepositoryName name, String generation) {
        synchronized (store) {
            if (isMarked(name, generation)) {
                store.in(name.space()).remove(name.path());
                store.count(name.space(), -1);
            }
        }
    }

    @Override
    public boolean begin(SpaceName name, boolean empty) {
        synchronized (store) {
            Optional<Space> found = store.space(name).filter(space -> !empty || space.repositories() == 0);
            found.ifPresent(space -> store.spaces()
                    .put(
                            name.value(),
                            new Space(
                                    space.name(),
                                    space.created(),
                                    space.settings(),
                                    space.repositories(),
                                    true,
                                    space.quota())));
            return found.isPresent();
        }
    }

    @Override
    public boolean finish(SpaceName space) {
        synchronized (store) {
            if (!store.in(space).isEmpty()) {
                return false;
            }
            if (store.space(space).filter(Space::deleting).isPresent()) {
                store.remove(space);
                store.events.record(
                        EventType.SPACE_DELETED, MemoryEvents.detail().put("name", space.value()));
            }
            return true;
        }
    }
}
