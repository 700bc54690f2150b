package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.event.EventType;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.usage.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Deletes a manifest permanently, and queues reviews of all that it used. */
final class ManifestDeletion {
    private final Table table;
    private final ManifestObjects objects;
    private final EventLog events;
    private final Instant now;

    ManifestDeletion(Table table, ManifestObjects objects, EventLog events, Instant now) {
        this.table = table;
        this.objects = objects;
        this.events = events;
        this.now = now;
    }

    /** Deletes tags first and the manifest last, so that an interrupted deletion can be repeated; false if it does not exist, or is in the bin. */
    boolean delete(RepositoryName repository, Digest digest) {
        while (true) {
            Map<String, AttributeValue> item = table.get(BinItems.manifestKey(repository, digest));
            if (item.isEmpty() || ManifestItems.isBinned(item)) {
                return false;
            }
            new TagsOfManifest(table).delete(repository, digest);
            Write event = events.write(
                    EventType.IMAGE_DELETED,
                    repository.space(),
                    EventLog.detail(repository).put("digest", digest.toString()));
            if (delete(repository, digest, item, List.of(event))) {
                return true;
            }
        }
    }

    /** Removes a manifest that is in the bin as this entry. One that was pushed since is kept, with the tags of that push. */
    void purge(BinEntry entry) {
        RepositoryName repository = entry.repository();
        Digest digest = entry.manifest();
        Map<String, AttributeValue> item = table.get(BinItems.manifestKey(repository, digest));
        if (Items.optional(item, ManifestItems.BIN_ENTRY).equals(Optional.of(entry.id()))) {
            TagsOfManifest tags = new TagsOfManifest(table);
            Map<Tag, String> marks = tags.marks(repository, digest);
            if (delete(repository, digest, item, List.of())) {
                marks.forEach((tag, revision) -> tags.deleteMark(repository, digest, tag, revision));
            }
        } else if (!ManifestItems.isBinned(item)) {
            binnedReferrer(repository, digest, item).ifPresent(table::delete);
        }
    }

    /** Leaves edges for which the transaction has no room to the janitor, which reviews all blobs and manifests that this manifest used. */
    private boolean delete(
            RepositoryName repository, Digest digest, Map<String, AttributeValue> item, List<Write> more) {
        List<Digest> uses = uses(repository, digest, item);
        long size = Items.number(item, Items.SIZE);
        List<Write> writes = new ArrayList<>();
        writes.add(Write.delete(BinItems.manifestKey(repository, digest))
                .when(Items.REVISION + " = :revision")
                .with(":revision", s(Items.string(item, Items.REVISION))));
        Items.optional(item, ManifestItems.SUBJECT)
                .map(subject -> Keys.referrer(Digest.parse(subject), digest))
                .ifPresent(key -> writes.add(Write.delete(Items.key(Keys.repository(repository), key))));
        if (ManifestItems.isBinned(item)) {
            binnedReferrer(repository, digest, item).ifPresent(key -> writes.add(Write.delete(key)));
        }
        writes.addAll(more);
        writes.add(UsageItems.removed(repository, Map.of(), new Amount(1, size)));
        Items.optional(item, Items.S3_KEY)
                .map(key -> new Review.StoredObject(repository.space(), digest, key, size))
                .ifPresent(object -> writes.add(ReviewItems.free(object, now)));
        for (int from = 0; from < uses.size(); from += Review.Links.MAX_DIGESTS) {
            List<Digest> some = uses.subList(from, Math.min(uses.size(), from + Review.Links.MAX_DIGESTS));
            writes.add(ReviewItems.free(new Review.Links(repository, some, Optional.of(digest)), now));
        }
        uses.stream()
                .limit(Table.MAX_WRITES - writes.size())
                .map(use -> Write.delete(Edges.key(repository, use, digest)))
                .forEach(writes::add);
        return table.tryWrite(writes);
    }

    private static Optional<Map<String, AttributeValue>> binnedReferrer(
            RepositoryName repository, Digest digest, Map<String, AttributeValue> item) {
        return Items.optional(item, ManifestItems.SUBJECT)
                .map(subject -> BinItems.binnedReferrerKey(repository, Digest.parse(subject), digest));
    }

    /** Allows deleting a manifest that cannot be read any more, because the rules have changed since it was stored or its object is gone. */
    private List<Digest> uses(RepositoryName repository, Digest digest, Map<String, AttributeValue> item) {
        try {
            return List.copyOf(ManifestReader.read(objects.content(item), Items.string(item, ManifestItems.MEDIA_TYPE))
                    .uses());
        } catch (RegistryException | NoSuchKeyException e) {
            return Edges.of(table, repository, digest);
        }
    }
}
