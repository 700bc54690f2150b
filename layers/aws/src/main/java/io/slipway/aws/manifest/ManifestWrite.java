package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.name.Tag;
import io.slipway.core.usage.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes what one push of a manifest writes. A manifest that is new comes with an edge for each blob and child that it uses, and touches their
 * links, so that a removal that has looked before fails; one that is stored already has its edges.
 */
final class ManifestWrite {
    /** The most used blobs and manifests of one transaction, each with its link, beside a review. */
    private static final int LEASED_AT_ONCE = (Transactions.MAX_ITEMS - 1) / 2;

    /** The maximum size of the manifests that one transaction writes together: 1 MiB, of the 4 MB that DynamoDB takes. */
    private static final int MAX_TOGETHER = 1 << 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final ManifestObjects objects;
    private final EventLog events;
    private final Instant now;

    ManifestWrite(DynamoDbClient dynamo, String table, ManifestObjects objects, EventLog events, Instant now) {
        this.dynamo = dynamo;
        this.table = table;
        this.objects = objects;
        this.events = events;
        this.now = now;
    }

    /** Another push may have stored the manifest since the look at it: then its tags are all that is to be written. */
    PushOutcome write(ManifestPush push) {
        PushOutcome first = push.stored().isPresent() ? again(push) : anew(push);
        if (first.stored() || !first.retyped()) {
            return first;
        }
        return push.stored().isPresent() ? first : again(push);
    }

    /** Writes the tags of a manifest that is there, or in the bin, which it leaves. */
    private PushOutcome again(ManifestPush push) {
        String revision = UUID.randomUUID().toString();
        Map<String, AttributeValue> values = Map.of(
                ":type", s(push.manifest().mediaType()),
                ":revision", s(revision),
                ":pushed", n(now.getEpochSecond()));
        TransactWriteItem manifest = Table.write(Update.builder()
                .tableName(table)
                .key(Table.key(Keys.repository(push.repository()), Keys.manifest(push.digest())))
                .updateExpression("SET revision = :revision, pushed = :pushed REMOVE " + ManifestItems.BINNED + ", "
                        + ManifestItems.BIN_ENTRY)
                .conditionExpression(ManifestItems.MEDIA_TYPE + " = :type")
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
        return write(push, manifest, revision, List.of());
    }

    /** Writes the manifest with all that it uses, unless it is there. */
    private PushOutcome anew(ManifestPush push) {
        Optional<String> key = push.content().length <= DynamoManifests.MAX_INLINE
                ? Optional.empty()
                : Optional.of(objects.write(push.repository().space(), push.content()));
        String revision = UUID.randomUUID().toString();
        TransactWriteItem manifest = created(push, key, revision);
        List<Digest> uses = List.copyOf(push.manifest().uses());
        int room = room(push);
        int fit = 0;
        for (int items = 0; fit < uses.size(); fit++) {
            items += push.linked().contains(uses.get(fit)) ? 2 : 1;
            if (items > room) {
                break;
            }
        }
        if (!lease(push, uses.subList(fit, uses.size()))) {
            return spared(push, key, new PushOutcome(false, List.of(), false));
        }
        List<TransactWriteItem> edges = new ArrayList<>();
        uses.subList(0, fit).forEach(use -> {
            touch(push, use).ifPresent(edges::add);
            edges.add(Edges.put(table, push.repository(), use, push.digest()));
        });
        edges.add(UsageItems.stored(table, push.repository(), amount(push)));
        return spared(push, key, write(push, manifest, revision, edges));
    }

    private static Amount amount(ManifestPush push) {
        return new Amount(1, push.content().length);
    }

    private TransactWriteItem created(ManifestPush push, Optional<String> key, String revision) {
        return Table.write(Put.builder()
                .tableName(table)
                .item(ManifestItems.manifest(push, key, revision, now.getEpochSecond()))
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
    }

    /**
     * Writes new manifests of one repository in one transaction, each blob that several of them use with one touch of its link.
     *
     * @return empty where they do not fit into a transaction, or one of them is there; then nothing was written
     */
    Optional<PushOutcome> together(List<ManifestPush> pushes) {
        ManifestPush first = pushes.getFirst();
        List<TransactWriteItem> writes = hold(first);
        List<TransactWriteItem> manifests = new ArrayList<>();
        Map<TransactWriteItem, Tag> pins = new HashMap<>();
        Set<Digest> touched = new HashSet<>();
        for (ManifestPush push : pushes) {
            String revision = UUID.randomUUID().toString();
            TransactWriteItem manifest = created(push, Optional.empty(), revision);
            manifests.add(manifest);
            List<TransactWriteItem> edges = new ArrayList<>();
            push.manifest().uses().forEach(use -> {
                if (touched.add(use)) {
                    touch(push, use).ifPresent(edges::add);
                }
                edges.add(Edges.put(table, push.repository(), use, push.digest()));
            });
            add(push, manifest, revision, edges, writes, pins);
        }
        writes.add(UsageItems.stored(
                table,
                first.repository(),
                pushes.stream().map(ManifestWrite::amount).reduce(Amount.NONE, Amount::plus)));
        long bytes = pushes.stream().mapToLong(push -> push.content().length).sum();
        boolean known = pushes.stream().anyMatch(push -> push.stored().isPresent());
        long distinct = pushes.stream().map(ManifestPush::digest).distinct().count();
        if (known || distinct < pushes.size() || bytes > MAX_TOGETHER || writes.size() > Transactions.MAX_ITEMS) {
            return Optional.empty();
        }
        Optional<List<CancellationReason>> refusal = Transactions.refusal(dynamo, writes);
        if (refusal.isEmpty()) {
            return Optional.of(new PushOutcome(true, List.of(), false));
        }
        return manifests.stream()
                        .anyMatch(manifest ->
                                refused(writes, refusal.get(), manifest, pins).retyped())
                ? Optional.empty()
                : Optional.of(refused(writes, refusal.get(), manifests.getFirst(), pins));
    }

    private List<TransactWriteItem> hold(ManifestPush push) {
        return new ArrayList<>(RepositoryItems.hold(table, push.repository(), push.seen(), now.getEpochSecond()));
    }

    /** The items of a transaction that are left for what the manifest uses. */
    private int room(ManifestPush push) {
        int hold = hold(push).size();
        int subject = push.manifest().subject().isPresent() ? 1 : 0;
        return Transactions.MAX_ITEMS - hold - 3 - 3 * push.tags().size() - subject;
    }

    private Optional<TransactWriteItem> touch(ManifestPush push, Digest use) {
        return push.linked().contains(use)
                ? Optional.of(BlobItems.touch(table, push.repository(), use))
                : Optional.empty();
    }

    /**
     * Notes uses before the manifest, where one transaction does not hold them all. If the push gets no further, a review ends them.
     *
     * @return false where a blob is linked no more
     */
    private boolean lease(ManifestPush push, List<Digest> uses) {
        for (int from = 0; from < uses.size(); from += LEASED_AT_ONCE) {
            List<Digest> some = uses.subList(from, Math.min(uses.size(), from + LEASED_AT_ONCE));
            List<TransactWriteItem> writes = new ArrayList<>();
            Review review = new Review.Links(push.repository(), some, Optional.of(push.digest()));
            writes.add(ReviewItems.timed(table, review, now.plus(Edges.LEASE).plusSeconds(1)));
            some.forEach(use -> {
                touch(push, use).ifPresent(writes::add);
                writes.add(Edges.lease(table, push.repository(), use, push.digest(), now));
            });
            if (!Transactions.tryWrite(dynamo, writes)) {
                return false;
            }
        }
        return true;
    }

    /** Has the object reviewed of a manifest that was not stored. */
    private PushOutcome spared(ManifestPush push, Optional<String> key, PushOutcome outcome) {
        if (!outcome.stored()) {
            key.map(it -> new Review.StoredObject(push.repository().space(), push.digest(), it, push.content().length))
                    .ifPresent(object -> dynamo.putItem(
                            request -> request.tableName(table).item(ReviewItems.freeItem(object, now))));
        }
        return outcome;
    }

    private PushOutcome write(
            ManifestPush push, TransactWriteItem manifest, String revision, List<TransactWriteItem> edges) {
        List<TransactWriteItem> writes = hold(push);
        Map<TransactWriteItem, Tag> pins = new HashMap<>();
        add(push, manifest, revision, edges, writes, pins);
        return Transactions.refusal(dynamo, writes)
                .map(reasons -> refused(writes, reasons, manifest, pins))
                .orElseGet(() -> new PushOutcome(true, List.of(), false));
    }

    /** Adds the items of one push to those of a transaction. */
    private void add(
            ManifestPush push,
            TransactWriteItem manifest,
            String revision,
            List<TransactWriteItem> edges,
            List<TransactWriteItem> writes,
            Map<TransactWriteItem, Tag> pins) {
        writes.add(manifest);
        for (Tag tag : push.tags()) {
            TransactWriteItem pin = pin(push, tag);
            pins.put(pin, tag);
            writes.add(pin);
            TransactWriteItem named = tag(push, tag);
            if (!push.newTags() && push.seen().isImmutable(push.repository(), tag)) {
                pins.put(named, tag);
            }
            writes.add(named);
            writes.add(Table.put(table, ManifestItems.tagged(push, tag, revision)));
        }
        push.manifest()
                .subject()
                .ifPresent(subject -> writes.add(Table.put(table, ManifestItems.referrer(push, subject))));
        writes.addAll(edges);
        writes.add(events.write(EventType.IMAGE_PUSHED, push.repository().space(), ManifestItems.pushed(push)));
    }

    private static PushOutcome refused(
            List<TransactWriteItem> writes,
            List<CancellationReason> reasons,
            TransactWriteItem manifest,
            Map<TransactWriteItem, Tag> pins) {
        List<Tag> pinned = new ArrayList<>();
        boolean there = false;
        for (int i = 0; i < writes.size(); i++) {
            if (Transactions.CONDITION.equals(reasons.get(i).code())) {
                Optional.ofNullable(pins.get(writes.get(i))).ifPresent(pinned::add);
                there |=
                        writes.get(i).equals(manifest) && !reasons.get(i).item().isEmpty();
            }
        }
        return new PushOutcome(false, pinned, there);
    }

    /** The tag of a deployment is set by its last build alone. */
    private TransactWriteItem pin(ManifestPush push, Tag tag) {
        return Table.check(
                table,
                Table.key(Keys.repository(push.repository()), Keys.imageOf(tag)),
                "attribute_not_exists(pk) OR pusher = :pusher",
                Map.of(":pusher", s(push.pusher())));
    }

    private TransactWriteItem tag(ManifestPush push, Tag tag) {
        Put.Builder put = Put.builder().tableName(table).item(ManifestItems.tag(push, tag, now.getEpochSecond()));
        if (push.newTags()) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else if (push.seen().isImmutable(push.repository(), tag)) {
            put.conditionExpression("attribute_not_exists(pk) OR digest = :digest")
                    .expressionAttributeValues(Map.of(":digest", s(push.digest().toString())));
        }
        return Table.write(put.build());
    }
}
