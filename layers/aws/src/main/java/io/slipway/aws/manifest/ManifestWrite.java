package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.UnmetConditions;
import io.slipway.aws.table.Write;
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

/**
 * Writes one push of a manifest. A new manifest is written with an edge for each blob and child that it uses, and touches their links, so that a
 * concurrent removal of a link fails; one that is stored already has its edges.
 */
final class ManifestWrite {
    /** The maximum number of used blobs and manifests of one transaction, each with its link, in addition to a review. */
    private static final int LEASED_AT_ONCE = (Table.MAX_WRITES - 1) / 2;

    /** The maximum size of the manifests that one transaction writes together: 1 MiB, of the 4 MB that DynamoDB accepts. */
    private static final int MAX_TOGETHER = 1 << 20;

    private final Table table;
    private final ManifestObjects objects;
    private final EventLog events;
    private final Instant now;

    ManifestWrite(Table table, ManifestObjects objects, EventLog events, Instant now) {
        this.table = table;
        this.objects = objects;
        this.events = events;
        this.now = now;
    }

    /** Writes the manifest and its tags; only the tags if another push has stored the manifest at the same time. */
    PushOutcome write(ManifestPush push) {
        PushOutcome first = push.stored().isPresent() ? again(push) : anew(push);
        if (first.stored() || !first.retyped()) {
            return first;
        }
        return push.stored().isPresent() ? first : again(push);
    }

    /** Writes the tags of a manifest that is stored, or takes it out of the bin. */
    private PushOutcome again(ManifestPush push) {
        String revision = UUID.randomUUID().toString();
        Write manifest = Write.update(
                        Items.key(Keys.repository(push.repository()), Keys.manifest(push.digest())),
                        "SET " + Items.REVISION + " = :revision, " + ManifestItems.PUSHED + " = :pushed REMOVE "
                                + ManifestItems.BINNED + ", " + ManifestItems.BIN_ENTRY)
                .when(ManifestItems.MEDIA_TYPE + " = :type")
                .with(":type", s(push.manifest().mediaType()))
                .with(":revision", s(revision))
                .with(":pushed", n(now.getEpochSecond()))
                .showingItem();
        return write(push, manifest, revision, List.of(UsageItems.pushed(push.repository(), Amount.NONE, now)));
    }

    /** Writes the manifest with all that it uses, unless it exists. */
    private PushOutcome anew(ManifestPush push) {
        Optional<String> key = push.content().length <= DynamoManifests.MAX_INLINE
                ? Optional.empty()
                : Optional.of(objects.write(push.repository().space(), push.content()));
        String revision = UUID.randomUUID().toString();
        Write manifest = created(push, key, revision);
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
        List<Write> edges = new ArrayList<>();
        uses.subList(0, fit).forEach(use -> {
            touch(push, use).ifPresent(edges::add);
            edges.add(Edges.put(push.repository(), use, push.digest()));
        });
        edges.add(UsageItems.pushed(push.repository(), amount(push), now));
        return spared(push, key, write(push, manifest, revision, edges));
    }

    private static Amount amount(ManifestPush push) {
        return new Amount(1, push.content().length);
    }

    private Write created(ManifestPush push, Optional<String> key, String revision) {
        return Write.put(ManifestItems.manifest(push, key, revision, now.getEpochSecond()))
                .ifAbsent()
                .showingItem();
    }

    /**
     * Writes new manifests of one repository in one transaction, each blob that several of them use with one touch of its link.
     *
     * @return empty if they do not fit into a transaction, or one of them is stored already; then nothing was written
     */
    Optional<PushOutcome> together(List<ManifestPush> pushes) {
        ManifestPush first = pushes.getFirst();
        List<Write> writes = createOrCheck(first);
        List<Write> manifests = new ArrayList<>();
        Map<Write, Tag> pins = new HashMap<>();
        Set<Digest> touched = new HashSet<>();
        for (ManifestPush push : pushes) {
            String revision = UUID.randomUUID().toString();
            Write manifest = created(push, Optional.empty(), revision);
            manifests.add(manifest);
            List<Write> edges = new ArrayList<>();
            push.manifest().uses().forEach(use -> {
                if (touched.add(use)) {
                    touch(push, use).ifPresent(edges::add);
                }
                edges.add(Edges.put(push.repository(), use, push.digest()));
            });
            add(push, manifest, revision, edges, writes, pins);
        }
        writes.add(UsageItems.pushed(
                first.repository(), pushes.stream().map(ManifestWrite::amount).reduce(Amount.NONE, Amount::plus), now));
        long bytes = pushes.stream().mapToLong(push -> push.content().length).sum();
        boolean known = pushes.stream().anyMatch(push -> push.stored().isPresent());
        long distinct = pushes.stream().map(ManifestPush::digest).distinct().count();
        if (known || distinct < pushes.size() || bytes > MAX_TOGETHER || writes.size() > Table.MAX_WRITES) {
            return Optional.empty();
        }
        Optional<UnmetConditions> refusal = table.refusal(writes);
        if (refusal.isEmpty()) {
            return Optional.of(new PushOutcome(true, List.of(), false));
        }
        return manifests.stream()
                        .anyMatch(manifest ->
                                refused(refusal.get(), manifest, pins).retyped())
                ? Optional.empty()
                : Optional.of(refused(refusal.get(), manifests.getFirst(), pins));
    }

    private List<Write> createOrCheck(ManifestPush push) {
        return new ArrayList<>(RepositoryItems.createOrCheck(push.repository(), push.state(), now.getEpochSecond()));
    }

    /** Returns the number of items that a transaction has left for edges. */
    private int room(ManifestPush push) {
        int repository = createOrCheck(push).size();
        int subject = push.manifest().subject().isPresent() ? 1 : 0;
        return Table.MAX_WRITES - repository - 3 - 3 * push.tags().size() - subject;
    }

    private Optional<Write> touch(ManifestPush push, Digest use) {
        return push.linked().contains(use) ? Optional.of(BlobItems.touch(push.repository(), use)) : Optional.empty();
    }

    /**
     * Writes uses before the manifest if they do not fit into its transaction. If the push fails after that, a review removes them.
     *
     * @return false if a blob is not linked any more
     */
    private boolean lease(ManifestPush push, List<Digest> uses) {
        for (int from = 0; from < uses.size(); from += LEASED_AT_ONCE) {
            List<Digest> some = uses.subList(from, Math.min(uses.size(), from + LEASED_AT_ONCE));
            List<Write> writes = new ArrayList<>();
            Review review = new Review.Links(push.repository(), some, Optional.of(push.digest()));
            writes.add(ReviewItems.timed(review, now.plus(Edges.LEASE).plusSeconds(1)));
            some.forEach(use -> {
                touch(push, use).ifPresent(writes::add);
                writes.add(Edges.lease(push.repository(), use, push.digest(), now));
            });
            if (!table.tryWrite(writes)) {
                return false;
            }
        }
        return true;
    }

    /** Queues a review of the object if the manifest was not stored. */
    private PushOutcome spared(ManifestPush push, Optional<String> key, PushOutcome outcome) {
        if (!outcome.stored()) {
            key.map(it -> new Review.StoredObject(push.repository().space(), push.digest(), it, push.content().length))
                    .ifPresent(object -> table.write(ReviewItems.free(object, now)));
        }
        return outcome;
    }

    private PushOutcome write(ManifestPush push, Write manifest, String revision, List<Write> edges) {
        List<Write> writes = createOrCheck(push);
        Map<Write, Tag> pins = new HashMap<>();
        add(push, manifest, revision, edges, writes, pins);
        return table.refusal(writes)
                .map(refusal -> refused(refusal, manifest, pins))
                .orElseGet(() -> new PushOutcome(true, List.of(), false));
    }

    /** Adds the items of one push to those of a transaction. */
    private void add(
            ManifestPush push,
            Write manifest,
            String revision,
            List<Write> edges,
            List<Write> writes,
            Map<Write, Tag> pins) {
        writes.add(manifest);
        for (Tag tag : push.tags()) {
            Write pin = pin(push, tag);
            pins.put(pin, tag);
            writes.add(pin);
            Write named = tag(push, tag);
            if (!push.newTags() && push.state().isImmutable(push.repository(), tag)) {
                pins.put(named, tag);
            }
            writes.add(named);
            writes.add(Write.put(ManifestItems.tagOfManifest(push, tag, revision)));
        }
        push.manifest().subject().ifPresent(subject -> writes.add(Write.put(ManifestItems.referrer(push, subject))));
        writes.addAll(edges);
        writes.add(events.write(EventType.IMAGE_PUSHED, push.repository().space(), ManifestItems.pushed(push)));
    }

    private static PushOutcome refused(UnmetConditions refusal, Write manifest, Map<Write, Tag> pins) {
        List<Tag> pinned = refusal.writes().stream()
                .flatMap(write -> Optional.ofNullable(pins.get(write)).stream())
                .toList();
        return new PushOutcome(false, pinned, !refusal.item(manifest).isEmpty());
    }

    /** Succeeds only if the tag is not pinned, or the last build of its deployment pushes it. */
    private static Write pin(ManifestPush push, Tag tag) {
        return Write.check(Items.key(Keys.repository(push.repository()), BuildRecordKeys.imageOf(tag)))
                .ifAbsentOr(BuildRecordKeys.PUSHER + " = :pusher")
                .with(":pusher", s(push.pusher()));
    }

    private Write tag(ManifestPush push, Tag tag) {
        Write write = Write.put(ManifestItems.tag(push, tag, now.getEpochSecond()));
        if (push.newTags()) {
            return write.ifAbsent();
        }
        return push.state().isImmutable(push.repository(), tag)
                ? write.ifAbsentOr(Items.DIGEST + " = :digest")
                        .with(":digest", s(push.digest().toString()))
                : write;
    }
}
