package io.slipway.core.memory;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.housekeeping.Inventory;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.memory.Store.Entry;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryInventory implements Inventory {
    private static final int PAGE = 100;

    private final Store store;

    private byte @Nullable [] state;

    MemoryInventory(Store store) {
        this.store = store;
    }

    private static boolean isOf(Kind kind, String key) {
        return kind == Kind.BLOBS
                ? key.startsWith("blobs/") || key.startsWith("direct/")
                : key.startsWith("manifests/");
    }

    @Override
    public List<StoredKey> objects(Kind kind, String after) {
        synchronized (store) {
            return store.objects.tailMap(after, false).entrySet().stream()
                    .filter(object -> isOf(kind, object.getKey()))
                    .limit(PAGE)
                    .map(object -> new StoredKey(
                            object.getKey(),
                            object.getValue().content().length,
                            object.getValue().written()))
                    .toList();
        }
    }

    /** Each page has the references of a repository; its position is the name of the repository. */
    @Override
    public References references(Kind kind, String position) {
        synchronized (store) {
            return store.repositories.values().stream()
                    .flatMap(space -> space.values().stream())
                    .map(Entry::name)
                    .filter(name -> name.stored().compareTo(position) > 0)
                    .min(Comparator.comparing(RepositoryName::stored))
                    .map(name -> new References(references(kind, name).toList(), Optional.of(name.stored())))
                    .orElse(new References(List.of(), Optional.empty()));
        }
    }

    private Stream<Reference> references(Kind kind, RepositoryName name) {
        Partition contents = store.contents(name);
        return kind == Kind.BLOBS
                ? contents.links.entrySet().stream()
                        .flatMap(link -> link.getValue().blob().stream()
                                .map(blob -> new Reference(kind, name, link.getKey(), blob.key())))
                : Stream.concat(contents.manifests.values().stream(), contents.binned.values().stream())
                        .flatMap(entry -> entry.key().stream()
                                .map(key -> new Reference(
                                        kind, name, entry.manifest().digest(), key)));
    }

    @Override
    public boolean isBroken(Reference reference) {
        synchronized (store) {
            return !store.objects.containsKey(reference.key())
                    && references(reference.kind(), reference.repository()).anyMatch(reference::equals);
        }
    }

    @Override
    public Optional<Part> read(String key, long from, int length, Optional<String> version) {
        synchronized (store) {
            return Optional.ofNullable(store.objects.get(key))
                    .filter(object -> from < object.content().length)
                    .map(object -> part(object.content(), (int) from, length))
                    .filter(part -> version.isEmpty() || version.get().equals(part.version()));
        }
    }

    private static Part part(byte[] content, int from, int length) {
        int to = Math.min(content.length, from + length);
        return new Part(
                Arrays.copyOfRange(content, from, to),
                Digest.of(DigestAlgorithm.SHA256, content).toString());
    }

    @Override
    public void review(Review.StoredObject object, Instant moment) {
        store.reviews.addTimed(object, moment);
    }

    @Override
    public Optional<byte[]> load() {
        synchronized (store) {
            return Optional.ofNullable(state).map(byte[]::clone);
        }
    }

    @Override
    public void save(byte[] written) {
        synchronized (store) {
            state = written.clone();
        }
    }
}
