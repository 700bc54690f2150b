package io.slipway.aws.space;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.EventKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Deletions;
import io.slipway.core.usage.Amount;
import io.slipway.core.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Deletes spaces and repositories in DynamoDB. Pushes check the mark on a repository's item in their own transactions, and each removal checks that
 * its own mark is still set.
 */
public final class DynamoDeletions implements Deletions {
    /** Concurrent requests can create a few more webhooks than the limit of a space. */
    private static final int MAX_WEBHOOKS = 2 * Webhook.MAX_PER_SPACE;

    private final Table table;
    private final EventLog events;
    private final Clock clock;

    public DynamoDeletions(Table table, EventLog events, Clock clock) {
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<String> begin(RepositoryName name) {
        return begin(
                name,
                mark -> mark.ifExists().when(RepositoryItems.NOT_FOR_GOOD),
                item -> true,
                List.of(events.write(EventType.REPOSITORY_DELETED, name.space(), EventLog.detail(name))));
    }

    /**
     * Begins the deletion of a repository that is in the bin as this entry; the event of its deletion is already recorded. Empty if it is no longer in
     * the bin, even if it is being deleted again.
     */
    public Optional<String> beginBinned(RepositoryName name, String entry) {
        return begin(
                name,
                mark -> RepositoryItems.ifBinned(mark, entry),
                item -> RepositoryItems.leavesBin(item, entry),
                List.of());
    }

    private Optional<String> begin(
            RepositoryName name,
            UnaryOperator<Write> condition,
            Predicate<Map<String, AttributeValue>> isBegun,
            List<Write> told) {
        String generation = UUID.randomUUID().toString();
        Instant moment = clock.instant();
        AttributeValue now = n(moment.toEpochMilli());
        Write mark = condition
                .apply(Write.update(
                        RepositoryItems.key(name),
                        "SET " + RepositoryItems.DELETING + " = :now, " + RepositoryItems.GENERATION
                                + " = :generation REMOVE " + RepositoryItems.INTO_BIN))
                .with(":now", now)
                .with(":generation", s(generation))
                .showingItem();
        var cleared = new HashMap<>(RepositoryItems.clearedKey(name));
        cleared.put(Items.CLEARED, now);
        List<Write> writes = new ArrayList<>(List.of(
                mark,
                Write.put(cleared),
                ReviewItems.timed(
                        new Review.Cleared(name, moment.toEpochMilli()),
                        LandingDay.of(moment).closed()),
                Write.delete(RepositoryItems.publicKey(name))));
        writes.addAll(told);
        return table.refusal(writes)
                .map(refusal -> Optional.of(refusal.item(mark))
                        .filter(isBegun)
                        .flatMap(item -> Items.optional(item, RepositoryItems.GENERATION)))
                .orElse(Optional.of(generation));
    }

    @Override
    public int clearSome(RepositoryName name, String generation) {
        // Backwards: tags are removed before manifests, and manifests before blobs, so that readers never find a part
        // of an image.
        var found = table.page(Range.of(Keys.repository(name))
                        .backwards()
                        .only(Items.PK, Items.SK, Items.S3_KEY, Items.SIZE)
                        .limit(Table.MAX_WRITES - 1))
                .items();
        if (found.isEmpty()) {
            return 0;
        }
        List<Write> writes = new ArrayList<>();
        writes.add(ifMarked(Write.check(RepositoryItems.key(name)), generation));
        int removed = 0;
        Map<Digest, Long> blobs = new HashMap<>();
        Amount manifests = Amount.NONE;
        for (Map<String, AttributeValue> item : found) {
            List<Write> ends = ends(name, item);
            if (writes.size() + ends.size() > Table.MAX_WRITES - 1) {
                break;
            }
            writes.addAll(ends);
            removed++;
            String sk = Items.string(item, Items.SK);
            long size = Items.optionalNumber(item, Items.SIZE).orElse(0L);
            if (sk.startsWith(Keys.BLOB) && item.containsKey(Items.S3_KEY)) {
                blobs.put(Digest.parse(sk.substring(Keys.BLOB.length())), size);
            } else if (sk.startsWith(Keys.MANIFEST)) {
                manifests = manifests.plus(new Amount(1, size));
            }
        }
        if (!blobs.isEmpty() || !manifests.equals(Amount.NONE)) {
            writes.add(UsageItems.removed(name, blobs, manifests));
        }
        return table.tryWrite(writes) ? removed : 0;
    }

    /** Removes an item, and queues a review of its object, which may be unused now. */
    private List<Write> ends(RepositoryName name, Map<String, AttributeValue> item) {
        List<Write> ends = new ArrayList<>();
        ends.add(Write.delete(Items.keyOf(item)));
        Items.optional(item, Items.S3_KEY).ifPresent(key -> {
            String sk = Items.string(item, Items.SK);
            boolean blob = sk.startsWith(Keys.BLOB);
            Digest digest = Digest.parse(sk.substring((blob ? Keys.BLOB : Keys.MANIFEST).length()));
            if (blob) {
                ends.add(Write.delete(BlobItems.userKey(name, digest, key)));
            }
            long size = Items.optionalNumber(item, Items.SIZE).orElse(0L);
            ends.add(ReviewItems.free(new Review.StoredObject(name.space(), digest, key, size), clock.instant()));
        });
        return ends;
    }

    @Override
    public void finish(RepositoryName name, String generation) {
        table.tryWrite(List.of(
                ifMarked(Write.delete(RepositoryItems.key(name)), generation), SpaceWrites.countOut(name.space())));
    }

    private static Write ifMarked(Write write, String generation) {
        return write.when(RepositoryItems.GENERATION + " = :generation")
                .when("attribute_exists(" + RepositoryItems.DELETING + ")")
                .with(":generation", s(generation));
    }

    @Override
    public boolean begin(SpaceName name, boolean empty) {
        return table.tryWrite(SpaceWrites.mark(name, empty, clock.instant()));
    }

    @Override
    public boolean finish(SpaceName space) {
        if (!keys(space, Keys.REPOSITORY, 1).isEmpty()) {
            return false;
        }
        List<Write> writes = new ArrayList<>();
        keys(space, EventKeys.WEBHOOK, MAX_WEBHOOKS).forEach(key -> writes.add(Write.delete(key)));
        writes.add(Write.delete(TagSettingsItems.key(space)));
        writes.add(Write.delete(Items.key(Keys.space(space), Keys.RETENTION_POSITION)));
        writes.add(SpaceWrites.remove(space));
        writes.add(events.write(EventType.SPACE_DELETED, EventLog.detail().put("name", space.value())));
        // If the condition does not hold, another request has ended the deletion.
        table.tryWrite(writes);
        return true;
    }

    private List<Map<String, AttributeValue>> keys(SpaceName space, String prefix, int limit) {
        return table.page(Range.of(Keys.space(space))
                        .prefix(prefix)
                        .only(Items.PK, Items.SK)
                        .limit(limit))
                .items();
    }
}
