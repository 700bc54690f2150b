package io.slipway.core.memory;

import io.slipway.core.access.PublicRepositories;
import io.slipway.core.event.EventType;
import io.slipway.core.memory.Store.Entry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Visibility;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class MemoryRepositories implements Repositories, PublicRepositories {
    private final Store store;

    MemoryRepositories(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Repository> find(RepositoryName name) {
        synchronized (store) {
            return store.repository(name).map(Entry::repository);
        }
    }

    @Override
    public List<Repository> list(SpaceName space, String from, int limit) {
        synchronized (store) {
            return store.in(space).tailMap(from).values().stream()
                    .map(Entry::repository)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<RepositoryName> listPublic(String from, int limit) {
        synchronized (store) {
            return store.repositories.values().stream()
                    .flatMap(space -> space.values().stream())
                    .map(Entry::repository)
                    .filter(MemoryRepositories::isOpen)
                    .map(Repository::name)
                    .filter(name -> name.familiar().compareTo(from) >= 0)
                    .sorted(Comparator.comparing(RepositoryName::familiar))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Set<RepositoryName> among(Collection<RepositoryName> repositories) {
        synchronized (store) {
            return repositories.stream()
                    .map(name -> name.at(store.now(name.space()).generation()))
                    .filter(name ->
                            find(name).filter(MemoryRepositories::isOpen).isPresent())
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isOpen(Repository repository) {
        return repository.visibility() == Visibility.PUBLIC && !repository.deleting();
    }

    @Override
    public boolean change(RepositoryName name, Visibility visibility) {
        synchronized (store) {
            Optional<Entry> old = store.repository(name).filter(Entry::isOpen);
            old.ifPresent(entry -> {
                store.put(entry.with(visibility));
                store.events.record(
                        EventType.REPOSITORY_CHANGED,
                        name.space(),
                        MemoryEvents.detail(name).put("visibility", visibility.word()));
            });
            return old.isPresent();
        }
    }

    @Override
    public void recordPull(RepositoryName name, LocalDate day) {
        synchronized (store) {
            store.repository(name).ifPresent(entry -> store.put(entry.pulled(day)));
        }
    }

    @Override
    public int countTags(RepositoryName name, int limit) {
        synchronized (store) {
            return Math.min(limit, store.contents(name).tags.size());
        }
    }
}
