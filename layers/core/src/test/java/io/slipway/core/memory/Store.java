package io.slipway.core.memory;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.core.usage.Usages;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The state of all twins. They lock all of it, while the adapters use conditions. */
final class Store {
    private static final Space DEFAULT = Space.begin(SpaceName.DEFAULT, Instant.EPOCH, SpaceSettings.DEFAULT);

    final MovingClock clock;
    final MemoryReviews reviews = new MemoryReviews();
    final MemoryEvents events;
    final Map<SpaceName, TreeMap<String, Entry>> repositories = new HashMap<>();
    final Map<RepositoryName, Long> cleared = new HashMap<>();
    final Map<SpacesBlob, Holder> blobs = new HashMap<>();
    final TreeMap<String, Stored> objects = new TreeMap<>();
    final Map<SpaceName, TreeMap<LocalDate, Usages.Day>> days = new HashMap<>();
    private final Map<RepositoryName, Partition> contents = new HashMap<>();
    private final TreeMap<String, Space> spaces = new TreeMap<>();
    private final Map<String, Integer> gone = new HashMap<>();

    Store(MovingClock clock) {
        this.clock = clock;
        events = new MemoryEvents(clock);
        spaces.put(SpaceName.DEFAULT.value(), DEFAULT);
    }

    /**
     * A repository.
     *
     * @param generation an id that distinguishes it from a later repository of its name
     * @param deleting when its deletion began, if it is being deleted
     * @param intoBin whether that deletion puts it into the bin
     * @param entry its entry of the bin, if it is there
     */
    record Entry(
            RepositoryName name,
            Instant created,
            Visibility visibility,
            Optional<LocalDate> pulled,
            String generation,
            Optional<Instant> deleting,
            boolean intoBin,
            Optional<String> entry) {
        static Entry begin(RepositoryName name, Instant created, Visibility visibility) {
            return new Entry(
                    name,
                    created,
                    visibility,
                    Optional.empty(),
                    UUID.randomUUID().toString(),
                    Optional.empty(),
                    false,
                    Optional.empty());
        }

        Repository repository() {
            return new Repository(
                    name, created, visibility, deleting.isPresent() || entry.isPresent(), entry.isPresent(), pulled);
        }

        boolean isOpen() {
            return deleting.isEmpty() && entry.isEmpty();
        }

        boolean isBinned(String id) {
            return deleting.isEmpty() && entry.equals(Optional.of(id));
        }

        boolean isBeingDeleted(String expected) {
            return deleting.isPresent() && generation.equals(expected);
        }

        Entry with(Visibility other) {
            return new Entry(name, created, other, pulled, generation, deleting, intoBin, entry);
        }

        Entry pulled(LocalDate day) {
            Optional<LocalDate> last =
                    pulled.filter(noted -> !noted.isBefore(day)).or(() -> Optional.of(day));
            return new Entry(name, created, visibility, last, generation, deleting, intoBin, entry);
        }

        Entry deleting(Instant since, boolean bin) {
            return new Entry(
                    name, created, visibility, pulled, UUID.randomUUID().toString(), Optional.of(since), bin, entry);
        }

        Entry binned(String id) {
            return new Entry(name, created, visibility, pulled, generation, Optional.empty(), false, Optional.of(id));
        }

        Entry restored() {
            return new Entry(name, created, visibility, pulled, generation, deleting, intoBin, Optional.empty());
        }
    }

    /** A blob of a space. */
    record SpacesBlob(SpaceName space, Digest digest) {}

    /**
     * The last repository that was linked to a blob.
     *
     * @param linked the time of the link, in milliseconds since 1970
     */
    record Holder(RepositoryName repository, StoredBlob blob, long linked) {}

    /** An object of the bucket. */
    @SuppressWarnings("ArrayRecordComponent") // the content is never compared
    record Stored(byte[] content, Instant written) {}

    void write(String key, byte[] content) {
        objects.put(key, new Stored(content, clock.instant()));
    }

    Map<String, Space> spaces() {
        return spaces;
    }

    Optional<Space> space(SpaceName name) {
        return Optional.ofNullable(spaces.get(name.value()));
    }

    SpaceName now(SpaceName name) {
        return name.at(gone.getOrDefault(name.value(), 0));
    }

    void remove(SpaceName name) {
        spaces.remove(name.value());
        gone.merge(name.value(), 1, Integer::sum);
    }

    boolean isOpen(SpaceName name) {
        return space(name).filter(space -> space.isOpenAs(name)).isPresent();
    }

    void count(SpaceName name, int difference) {
        spaces.computeIfPresent(
                name.value(),
                (key, space) -> new Space(
                        space.name(),
                        space.created(),
                        space.settings(),
                        space.repositories() + difference,
                        space.deleting(),
                        space.quota()));
    }

    NavigableMap<String, Entry> in(SpaceName space) {
        return repositories.computeIfAbsent(space, any -> new TreeMap<>());
    }

    Optional<Entry> repository(RepositoryName name) {
        return Optional.ofNullable(in(name.space()).get(name.path()));
    }

    void put(Entry entry) {
        in(entry.name().space()).put(entry.name().path(), entry);
    }

    /** Returns the contents of the repositories of a space, even of those without a manifest yet. */
    Stream<Partition> partitions(SpaceName space) {
        return contents.entrySet().stream()
                .filter(it -> it.getKey().space().equals(space))
                .map(Map.Entry::getValue);
    }

    Partition contents(RepositoryName name) {
        return contents.computeIfAbsent(name, any -> new Partition());
    }
}
