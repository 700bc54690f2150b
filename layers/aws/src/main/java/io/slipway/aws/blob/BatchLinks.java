package io.slipway.aws.blob;

import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Transactions;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Links many blobs in few transactions. A link that is there stays, and the bytes that are not needed then are reviewed. */
final class BatchLinks {
    /** A transaction has at most a hundred items: two are the review and the usage of all its links, and a blob needs three. */
    private static final int AT_ONCE = (Transactions.MAX_ITEMS - 2) / 3;

    private static final int ATTEMPTS = 4;

    private final DynamoDbClient dynamo;
    private final String table;
    private final LinkWrites writes;
    private final Clock clock;

    BatchLinks(DynamoDbClient dynamo, String table, LinkWrites writes, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.writes = writes;
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

    /** The blobs of one transaction, which is written again where a link to other bytes is in the way. */
    private final class Batch {
        private final Optional<RepositoryName> source;
        private final RepositoryName repository;
        private final Map<Digest, StoredBlob> blobs;
        private final Map<Digest, StoredBlob> there = new HashMap<>();
        private final List<TransactWriteItem> items = new ArrayList<>();
        private final Map<Integer, Digest> links = new HashMap<>();
        private final List<Integer> checks = new ArrayList<>();

        Batch(Optional<RepositoryName> source, RepositoryName repository, Map<Digest, StoredBlob> blobs) {
            this.source = source;
            this.repository = repository;
            this.blobs = blobs;
        }

        /** Answers the links that were there; empty where the source does not serve a blob any more. */
        Optional<Map<Digest, StoredBlob>> write() {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                fill();
                Optional<List<CancellationReason>> refusal = Transactions.refusal(dynamo, items);
                if (refusal.isEmpty()) {
                    return Optional.of(there);
                }
                if (checks.stream().anyMatch(i -> refused(refusal.get().get(i)))) {
                    return Optional.empty();
                }
                links.forEach((i, digest) -> look(digest, refusal.get().get(i)));
            }
            throw RegistryException.comeAgain("another client changed the blobs at the same time; try again", 1);
        }

        private void look(Digest digest, CancellationReason reason) {
            if (refused(reason)) {
                if (reason.item().containsKey(BlobItems.KEY)) {
                    there.put(digest, BlobItems.stored(reason.item()));
                } else {
                    there.remove(digest);
                }
            }
        }

        private static boolean refused(CancellationReason reason) {
            return Transactions.CONDITION.equals(reason.code());
        }

        private void fill() {
            items.clear();
            links.clear();
            checks.clear();
            items.add(ReviewItems.free(
                    table,
                    new Review.Links(repository, List.copyOf(blobs.keySet()), Optional.empty()),
                    clock.instant()));
            Map<Digest, Long> begun = new HashMap<>();
            blobs.forEach((digest, blob) -> {
                if (source.equals(Optional.of(repository))) {
                    checks.add(items.size());
                    items.add(writes.touch(repository, digest, blob, clock.instant()));
                } else {
                    source.ifPresent(from -> {
                        checks.add(items.size());
                        items.add(BlobItems.stillLinked(table, from, digest, blob));
                    });
                    add(digest, blob);
                    if (!there.containsKey(digest)) {
                        begun.put(digest, blob.size());
                    }
                }
            });
            if (!begun.isEmpty()) {
                items.add(UsageItems.linked(table, repository, begun));
            }
        }

        /** The source of shared blobs stays the one from which others are likely to mount; what is new has its first repository for that. */
        private void add(Digest digest, StoredBlob blob) {
            Optional<StoredBlob> linked = Optional.ofNullable(there.get(digest));
            links.put(items.size(), digest);
            linked.ifPresentOrElse(
                    other -> items.add(writes.touch(repository, digest, other, clock.instant())),
                    () -> items.addAll(writes.begin(repository, digest, blob, clock.instant())));
            if (source.isEmpty()) {
                items.add(BlobItems.blob(table, repository, digest, linked.orElse(blob), clock.instant()));
                linked.filter(other -> !other.equals(blob))
                        .ifPresent(other -> items.add(
                                ReviewItems.free(table, LinkWrites.object(repository, digest, blob), clock.instant())));
            }
        }
    }
}
