package io.slipway.aws.blob;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.BatchGet;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The links in DynamoDB. All reads are consistent: what was acknowledged is seen. */
public final class DynamoBlobLinks implements BlobLinks {
    /** A transaction has at most a hundred items, and a blob needs two of them. */
    private static final int AT_ONCE = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;
    private final Clock clock;

    public DynamoBlobLinks(DynamoDbClient dynamo, String table, EventLog events, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
        this.clock = clock;
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
        Transactions.write(
                dynamo,
                List.of(
                        BlobItems.link(table, repository, digest, blob),
                        BlobItems.blob(table, repository, digest, blob, clock.instant())));
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        TransactWriteItem link = BlobItems.linkUnlessChanged(table, repository, digest, landed.blob(), seen);
        TransactWriteItem blob = BlobItems.blob(table, repository, digest, landed.blob(), clock.instant());
        TransactWriteItem current = Table.check(
                table,
                RepositoryItems.clearedKey(repository),
                "attribute_not_exists(pk) OR cleared < :begun",
                Map.of(":begun", n(landed.begun())));
        TransactWriteItem upload = Table.write(EndedUploads.finishedAtOnce(
                table, repository, landed.upload(), digest, clock.instant().plus(Uploads.IDLE_LIFE)));
        List<TransactWriteItem> refused = Transactions.refusals(dynamo, List.of(link, blob, current, upload));
        // Another request may have linked the blob; then it is in place, unless it was deleted, which the next look
        // tells.
        return !refused.contains(current) && !refused.contains(upload);
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Optional<Landed> landed) {
        Update.Builder update = Update.builder()
                .tableName(table)
                .key(BlobItems.linkKey(repository, digest))
                .conditionExpression("attribute_exists(s3Key)")
                .updateExpression("REMOVE s3Key, #size")
                .expressionAttributeNames(Map.of("#size", BlobItems.SIZE));
        // What has landed is visible without a link too: it is the mark that hides it.
        landed.ifPresent(hidden -> {
            Map<String, AttributeValue> values = new HashMap<>(Map.of(":upload", s(hidden.upload())));
            update.conditionExpression(BlobItems.asSeen(seen, values))
                    .updateExpression("SET deleted = :upload REMOVE s3Key, #size")
                    .expressionAttributeValues(values);
        });
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.write(update.build()),
                        events.write(
                                EventType.BLOB_DELETED,
                                repository.space(),
                                EventLog.detail(repository).put("digest", digest.toString()))));
    }

    @Override
    public boolean isCurrent(RepositoryName repository, Digest digest, Landed landed) {
        var cleared = RepositoryItems.clearedKey(repository);
        var upload = EndedUploads.key(repository, landed.upload());
        var items = BatchGet.read(dynamo, table, List.of(cleared, upload));
        return BatchGet.pick(items, cleared)
                        .filter(item -> !landed.begunAfter(Table.number(item, RepositoryItems.CLEARED)))
                        .isEmpty()
                && EndedUploads.mayEndWith(BatchGet.pick(items, upload), digest);
    }

    @Override
    public boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since) {
        var item = get(Keys.blob(repository.space(), digest), Keys.ALONE);
        Optional<RepositoryName> holder = Table.optional(item, BlobItems.HOLDER)
                .filter(path -> Table.number(item, BlobItems.LINKED) >= since.toEpochMilli())
                .map(path -> new RepositoryName(repository.space(), path));
        return holder.isPresent() && linkAs(holder.get(), repository, digest, BlobItems.stored(item));
    }

    @Override
    public void linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        Instant now = clock.instant();
        for (List<Map.Entry<Digest, StoredBlob>> some : chunks(blobs, AT_ONCE)) {
            List<TransactWriteItem> writes = new ArrayList<>();
            for (Map.Entry<Digest, StoredBlob> blob : some) {
                writes.add(BlobItems.link(table, repository, blob.getKey(), blob.getValue()));
                writes.add(BlobItems.blob(table, repository, blob.getKey(), blob.getValue(), now));
            }
            Transactions.write(dynamo, writes);
        }
    }

    @Override
    public boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        for (List<Map.Entry<Digest, StoredBlob>> some : chunks(blobs, AT_ONCE)) {
            List<TransactWriteItem> writes = new ArrayList<>();
            for (Map.Entry<Digest, StoredBlob> blob : some) {
                if (from.equals(to)) {
                    writes.add(BlobItems.linkAgain(table, to, blob.getKey(), blob.getValue()));
                } else {
                    writes.add(BlobItems.stillLinked(table, from, blob.getKey(), blob.getValue()));
                    writes.add(BlobItems.link(table, to, blob.getKey(), blob.getValue()));
                }
            }
            if (!Transactions.tryWrite(dynamo, writes)) {
                return false;
            }
        }
        return true;
    }

    private static List<List<Map.Entry<Digest, StoredBlob>>> chunks(Map<Digest, StoredBlob> blobs, int size) {
        List<Map.Entry<Digest, StoredBlob>> all = List.copyOf(blobs.entrySet());
        List<List<Map.Entry<Digest, StoredBlob>>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return chunks;
    }

    /** The holder stays the holder: more repositories mount from a base image's repository than from those of its users. */
    private boolean linkAs(RepositoryName holder, RepositoryName repository, Digest digest, StoredBlob blob) {
        TransactWriteItem noted = BlobItems.blob(table, holder, digest, blob, clock.instant());
        return Transactions.tryWrite(
                dynamo,
                holder.equals(repository)
                        ? List.of(BlobItems.linkAgain(table, repository, digest, blob), noted)
                        : List.of(
                                BlobItems.stillLinked(table, holder, digest, blob),
                                BlobItems.link(table, repository, digest, blob),
                                noted));
    }

    private Map<String, AttributeValue> get(String pk, String sk) {
        return dynamo.getItem(request ->
                        request.tableName(table).key(Table.key(pk, sk)).consistentRead(true))
                .item();
    }
}
