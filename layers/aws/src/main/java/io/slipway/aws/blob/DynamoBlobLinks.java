package io.slipway.aws.blob;

import static io.slipway.aws.table.Table.n;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The links in DynamoDB. All reads are consistent: what was acknowledged is seen. */
public final class DynamoBlobLinks implements BlobLinks {
    /** The attempts of a mount into a repository whose own link is pushed and deleted meanwhile. */
    private static final int MOUNT_ATTEMPTS = 3;

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;
    private final Clock clock;
    private final LinkWrites writes;

    public DynamoBlobLinks(DynamoDbClient dynamo, String table, EventLog events, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
        this.clock = clock;
        this.writes = new LinkWrites(table);
    }

    @Override
    public BlobLink find(RepositoryName repository, Digest digest) {
        return BlobItems.read(get(Keys.repository(repository), Keys.blobLink(digest)));
    }

    @Override
    public Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests) {
        List<Map<String, AttributeValue>> keys = digests.stream()
                .distinct()
                .map(digest -> BlobItems.linkKey(repository, digest))
                .toList();
        return BlobItems.readLinks(BatchGet.read(dynamo, table, keys));
    }

    @Override
    public void link(RepositoryName repository, Digest digest, StoredBlob blob) {
        Instant now = clock.instant();
        if (!Transactions.tryWrite(dynamo, writes.link(repository, digest, blob, now))) {
            keep(repository, digest, Optional.of(blob));
        }
    }

    /** Keeps a link that is there; false where it has gone again. */
    private boolean keep(RepositoryName repository, Digest digest, Optional<StoredBlob> spare) {
        return find(repository, digest)
                .blob()
                .filter(there -> Transactions.tryWrite(
                        dynamo,
                        writes.keep(
                                repository,
                                digest,
                                there,
                                spare.filter(blob -> !blob.key().equals(there.key())),
                                clock.instant())))
                .isPresent();
    }

    @Override
    public boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob) {
        // Where the repository is linked to other bytes of this digest already, it keeps those. The source stays the
        // holder: more repositories mount from a base image's repository than from those of its users.
        if (source.equals(repository)) {
            return Transactions.tryWrite(
                    dynamo, writes.keep(repository, digest, blob, Optional.empty(), clock.instant()));
        }
        TransactWriteItem still = BlobItems.stillLinked(table, source, digest, blob);
        for (int i = 0; i < MOUNT_ATTEMPTS; i++) {
            List<TransactWriteItem> all =
                    new ArrayList<>(writes.mount(source, repository, digest, blob, clock.instant()));
            all.add(still);
            List<TransactWriteItem> refusals = Transactions.refusals(dynamo, all);
            if (refusals.isEmpty()) {
                return true;
            }
            if (refusals.contains(still)) {
                return false;
            }
            // The repository had a link. If it is deleted in this moment, the source can still be mounted.
            if (keep(repository, digest, Optional.empty())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        List<TransactWriteItem> all = new ArrayList<>(
                writes.linkLanded(repository, digest, landed.blob(), landed.upload(), seen, clock.instant()));
        all.add(Table.check(
                table,
                clearedKey(repository),
                "attribute_not_exists(pk) OR cleared < :begun",
                Map.of(":begun", n(landed.begun()))));
        all.add(Table.write(EndedUploads.finishedAtOnce(
                table, repository, landed.upload(), digest, clock.instant().plus(Uploads.IDLE_LIFE))));
        // Where a condition fails the blob is linked already, or was deleted with or without its repository, or the
        // upload has ended
        // otherwise.
        return Transactions.tryWrite(dynamo, all)
                || find(repository, digest).blob().equals(Optional.of(landed.blob()));
    }

    @Override
    public Optional<Digest> user(RepositoryName repository, Digest digest) {
        return Edges.user(dynamo, table, repository, digest, clock.instant());
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed) {
        if (seen.blob().isEmpty() && landed.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        List<TransactWriteItem> all = new ArrayList<>(writes.unlink(
                repository, digest, seen, landed.stream().map(Landed::upload).toList(), now));
        List<StoredBlob> objects =
                new ArrayList<>(landed.stream().map(Landed::blob).toList());
        seen.blob().filter(blob -> !objects.contains(blob)).ifPresent(objects::add);
        objects.forEach(blob -> all.add(ReviewItems.free(table, LinkWrites.object(repository, digest, blob), now)));
        all.add(events.write(
                EventType.BLOB_DELETED,
                repository.space(),
                EventLog.detail(repository).put("digest", digest.toString())));
        return Transactions.tryWrite(dynamo, all);
    }

    @Override
    public void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        var item = ReviewItems.freeItem(LinkWrites.object(repository, digest, blob), clock.instant());
        dynamo.putItem(request -> request.tableName(table).item(item));
    }

    @Override
    public boolean isCurrent(RepositoryName repository, Digest digest, Landed landed) {
        var cleared = clearedKey(repository);
        var upload = EndedUploads.key(repository, landed.upload());
        var items = BatchGet.read(dynamo, table, List.of(cleared, upload));
        return BatchGet.pick(items, cleared)
                        .filter(item -> !landed.begunAfter(Table.number(item, "cleared")))
                        .isEmpty()
                && EndedUploads.mayEndWith(BatchGet.pick(items, upload), digest);
    }

    @Override
    public boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since) {
        var item = get(Keys.blob(repository.space(), digest), Keys.ALONE);
        Optional<RepositoryName> holder = Table.optional(item, BlobItems.HOLDER)
                .filter(path -> Table.number(item, BlobItems.LINKED) >= since.toEpochMilli())
                .map(path -> new RepositoryName(repository.space(), path));
        return holder.isPresent() && mount(holder.get(), repository, digest, BlobItems.stored(item));
    }

    @Override
    public Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        return new BatchLinks(dynamo, table, writes, clock).linkAll(repository, blobs);
    }

    @Override
    public boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        return new BatchLinks(dynamo, table, writes, clock).share(from, to, blobs);
    }

    private static Map<String, AttributeValue> clearedKey(RepositoryName repository) {
        return Table.key(Keys.space(repository.space()), Keys.cleared(repository));
    }

    private Map<String, AttributeValue> get(String pk, String sk) {
        return dynamo.getItem(request ->
                        request.tableName(table).key(Table.key(pk, sk)).consistentRead(true))
                .item();
    }
}
