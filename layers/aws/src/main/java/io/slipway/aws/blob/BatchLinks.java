package io.slipway.aws.blob;

import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.UnmetConditions;
import io.slipway.aws.table.Write;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Links many blobs in few transactions. Existing links are kept, and bytes that become unneeded are reviewed. */
final class BatchLinks {
    /** A transaction has at most a hundred items: two are the review and the usage of all its links, and a blob needs three. */
    private static final int AT_ONCE = (Table.MAX_WRITES - 2) / 3;

    private static final int ATTEMPTS = 4;

    private final Table table;
    private final Clock clock;

    BatchLinks(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        Map<Digest, StoredBlob> linked = new HashMap<>(blobs);
        for (Map<Digest, StoredBlob> some : chunks(blobs)) {
            linked.putAll(new Batch(Optional.empty(), repository, some).write().orElseThrow());
        }
        return linked;
    }

    boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        for (Map<Digest, StoredBlob> some : chunks(blobs)) {
            if (new Batch(Optional.of(from), to, some).write().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<Map<Digest, StoredBlob>> chunks(Map<Digest, StoredBlob> blobs) {
        List<Map<Digest, StoredBlob>> chunks = new ArrayList<>();
        blobs.forEach((digest, blob) -> {
            if (chunks.isEmpty() || chunks.getLast().size() == AT_ONCE) {
                chunks.add(new HashMap<>());
            }
            chunks.getLast().put(digest, blob);
        });
        return chunks;
    }

    /** The blobs of one transaction, which is repeated if a blob is linked to other bytes. */
    private final class Batch {
        private final Optional<RepositoryName> source;
        private final RepositoryName repository;
        private final Map<Digest, StoredBlob> blobs;
        private final Map<Digest, StoredBlob> there = new HashMap<>();
        private final List<Write> items = new ArrayList<>();
        private final Map<Integer, Digest> links = new HashMap<>();
        private final List<Integer> checks = new ArrayList<>();

        Batch(Optional<RepositoryName> source, RepositoryName repository, Map<Digest, StoredBlob> blobs) {
            this.source = source;
            this.repository = repository;
            this.blobs = blobs;
        }

        /** Writes the links; returns those that existed, empty if the source does not serve a blob any more. */
        Optional<Map<Digest, StoredBlob>> write() {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                fill();
                Optional<UnmetConditions> refusal = table.refusal(items);
                if (refusal.isEmpty()) {
                    return Optional.of(there);
                }
                if (checks.stream().anyMatch(refusal.get()::isOf)) {
                    return Optional.empty();
                }
                links.forEach((place, digest) -> update(digest, place, refusal.get()));
            }
            throw RegistryException.retryAfter("another client changed the blobs at the same time; try again", 1);
        }

        private void update(Digest digest, int place, UnmetConditions refusal) {
            if (refusal.isOf(place)) {
                Map<String, AttributeValue> link = refusal.item(place);
                if (link.containsKey(Items.S3_KEY)) {
                    there.put(digest, BlobItems.stored(link));
                } else {
                    there.remove(digest);
                }
            }
        }

        private void fill() {
            items.clear();
            links.clear();
            checks.clear();
            items.add(ReviewItems.free(
                    new Review.Links(repository, List.copyOf(blobs.keySet()), Optional.empty()), clock.instant()));
            Map<Digest, Long> begun = new HashMap<>();
            blobs.forEach((digest, blob) -> {
                if (source.equals(Optional.of(repository))) {
                    checks.add(items.size());
                    items.add(LinkWrites.touch(repository, digest, blob, clock.instant()));
                } else {
                    source.ifPresent(from -> {
                        checks.add(items.size());
                        items.add(BlobItems.stillLinked(from, digest, blob));
                    });
                    add(digest, blob);
                    if (!there.containsKey(digest)) {
                        begun.put(digest, blob.size());
                    }
                }
            });
            if (!begun.isEmpty()) {
                items.add(UsageItems.linked(repository, begun));
            }
        }

        /** Keeps the source of shared blobs as the repository from which others mount; for a new blob this is its first repository. */
        private void add(Digest digest, StoredBlob blob) {
            Optional<StoredBlob> linked = Optional.ofNullable(there.get(digest));
            links.put(items.size(), digest);
            linked.ifPresentOrElse(
                    other -> items.add(LinkWrites.touch(repository, digest, other, clock.instant())),
                    () -> items.addAll(LinkWrites.begin(repository, digest, blob, clock.instant())));
            if (source.isEmpty()) {
                items.add(BlobItems.blob(repository, digest, linked.orElse(blob), clock.instant()));
                linked.filter(other -> !other.equals(blob))
                        .ifPresent(other -> items.add(
                                ReviewItems.free(LinkWrites.object(repository, digest, blob), clock.instant())));
            }
        }
    }
}
