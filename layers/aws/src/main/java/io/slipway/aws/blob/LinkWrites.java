package io.slipway.aws.blob;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Table;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.usage.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The writes that begin and end links. A link goes with the item that tells its object who is linked to it, with the space's note of the bytes, and
 * with a review: no manifest may ever name the blob.
 */
public final class LinkWrites {
    private static final String NEW = "attribute_not_exists(" + BlobItems.KEY + ")";
    private static final String SAME = BlobItems.KEY + " = :key";

    private final String table;

    public LinkWrites(String table) {
        this.table = table;
    }

    /**
     * Links a repository that has no link to the digest. If there is one, its item is returned with the refusal of the first write.
     */
    public List<TransactWriteItem> link(RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return link(repository, digest, blob, "", NEW, Map.of(), repository, now);
    }

    /** The same for a mount; another repository stays the one from which more are likely to mount. */
    List<TransactWriteItem> mount(
            RepositoryName holder, RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return link(repository, digest, blob, "", NEW, Map.of(), holder, now);
    }

    /** Links what has landed where there is no link, and the record of deletions is what was seen. */
    List<TransactWriteItem> linkLanded(
            RepositoryName repository, Digest digest, StoredBlob blob, String upload, BlobLink seen, Instant now) {
        Map<String, AttributeValue> values = new HashMap<>();
        String asSeen = BlobItems.asSeen(seen, values);
        String condition = NEW + " AND " + asSeen;
        return link(repository, digest, blob, upload, condition, values, repository, now);
    }

    /** Links a repository that has no link to the digest: the link with its object's user. The caller notes the usage. */
    List<TransactWriteItem> begin(RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return begin(repository, digest, blob, "", NEW, Map.of(), now);
    }

    private List<TransactWriteItem> link(
            RepositoryName repository,
            Digest digest,
            StoredBlob blob,
            String upload,
            String condition,
            Map<String, AttributeValue> more,
            RepositoryName holder,
            Instant now) {
        List<TransactWriteItem> writes = new ArrayList<>(begin(repository, digest, blob, upload, condition, more, now));
        writes.add(BlobItems.blob(table, holder, digest, blob, now));
        writes.add(ReviewItems.free(table, links(repository, digest), now));
        writes.add(UsageItems.linked(table, repository, Map.of(digest, blob.size())));
        return writes;
    }

    private List<TransactWriteItem> begin(
            RepositoryName repository,
            Digest digest,
            StoredBlob blob,
            String upload,
            String condition,
            Map<String, AttributeValue> more,
            Instant now) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":key", s(blob.key()));
        values.put(":size", n(blob.size()));
        values.put(":upload", s(upload));
        values.put(":revision", BlobItems.newRevision());
        values.put(":linked", n(now.toEpochMilli()));
        TransactWriteItem link = Table.write(Update.builder()
                .tableName(table)
                .key(BlobItems.linkKey(repository, digest))
                .updateExpression(
                        "SET s3Key = :key, #size = :size, upload = :upload, revision = :revision, linked = :linked")
                .conditionExpression(condition)
                .expressionAttributeNames(Map.of("#size", BlobItems.SIZE))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
        return List.of(link, Table.put(table, new HashMap<>(BlobItems.userKey(repository, digest, blob.key()))));
    }

    /** Keeps a link to these bytes, as if it had just been written. */
    TransactWriteItem touch(RepositoryName repository, Digest digest, StoredBlob there, Instant now) {
        return Table.write(Update.builder()
                .tableName(table)
                .key(BlobItems.linkKey(repository, digest))
                .updateExpression("SET revision = :revision, linked = :linked")
                .conditionExpression(SAME)
                .expressionAttributeValues(Map.of(
                        ":key", s(there.key()), ":revision", BlobItems.newRevision(), ":linked", n(now.toEpochMilli())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
    }

    /**
     * Keeps the link that is there, as if it had just been written, and has the bytes reviewed that are not needed then.
     *
     * @param there the bytes that are linked
     * @param spare the bytes that are not, if there are some
     */
    public List<TransactWriteItem> keep(
            RepositoryName repository, Digest digest, StoredBlob there, Optional<StoredBlob> spare, Instant now) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(touch(repository, digest, there, now));
        writes.add(BlobItems.blob(table, repository, digest, there, now));
        writes.add(ReviewItems.free(table, links(repository, digest), now));
        spare.ifPresent(blob -> writes.add(ReviewItems.free(table, object(repository, digest, blob), now)));
        return writes;
    }

    /**
     * Ends a link that is as it was seen. The upload that brought its bytes is recorded as deleted until nothing can be linked from there.
     *
     * @param landed other uploads of which the same is true
     * @param now the moment of the deletion
     */
    public List<TransactWriteItem> unlink(
            RepositoryName repository, Digest digest, BlobLink seen, List<String> landed, Instant now) {
        List<String> deleted = new ArrayList<>(landed);
        Stream.concat(Stream.of(seen.upload()), seen.deletedUploads().stream())
                .filter(upload -> !landed.contains(upload)
                        && LandingDay.of(upload).closed().isAfter(now))
                .forEach(deleted::add);
        Map<String, AttributeValue> values = new HashMap<>();
        String condition = BlobItems.asSeen(seen, values) + " AND " + revision(seen, values);
        List<TransactWriteItem> writes = new ArrayList<>();
        if (deleted.isEmpty()) {
            writes.add(Table.delete(table, BlobItems.linkKey(repository, digest), condition, values));
        } else {
            var item = new HashMap<>(BlobItems.linkKey(repository, digest));
            item.put(BlobItems.DELETED, Table.l(deleted));
            writes.add(Table.write(Put.builder()
                    .tableName(table)
                    .item(item)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values.isEmpty() ? null : values)
                    .build()));
            Instant closed = deleted.stream()
                    .map(upload -> LandingDay.of(upload).closed())
                    .max(Instant::compareTo)
                    .orElse(now);
            writes.add(ReviewItems.timed(table, links(repository, digest), closed));
        }
        seen.blob().ifPresent(blob -> {
            writes.add(Table.delete(table, BlobItems.userKey(repository, digest, blob.key())));
            writes.add(UsageItems.removed(table, repository, Map.of(digest, blob.size()), Amount.NONE));
        });
        return writes;
    }

    private static String revision(BlobLink seen, Map<String, AttributeValue> values) {
        if (seen.revision().isEmpty()) {
            return "attribute_not_exists(" + BlobItems.REVISION + ")";
        }
        values.put(":revision", s(seen.revision()));
        return BlobItems.REVISION + " = :revision";
    }

    static Review links(RepositoryName repository, Digest digest) {
        return new Review.Links(repository, List.of(digest), Optional.empty());
    }

    /** The review of an object that holds these bytes. */
    public static Review object(RepositoryName repository, Digest digest, StoredBlob blob) {
        return new Review.StoredObject(repository.space(), digest, blob.key(), blob.size());
    }
}
