package io.slipway.aws.blob;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Converts links of blobs, and blobs of a space, to items. */
public final class BlobItems {
    public static final String KEY = "s3Key";
    public static final String SIZE = "size";
    /** When some repository of the space was linked to the bytes last, and when this link was written last, in milliseconds since 1970. */
    public static final String LINKED = "linked";

    static final String DELETED = "deleted";
    /** The path of the repository that a push linked to the bytes last. */
    static final String HOLDER = "holder";
    /** Another one with each write that relies on the link. */
    static final String REVISION = "revision";
    /** The upload that brought the bytes by the direct lane. */
    static final String UPLOAD = "upload";

    private BlobItems() {}

    /** Makes a removal of the link fail that has looked for its users before. Goes on only where the blob is linked. */
    public static TransactWriteItem touch(String table, RepositoryName repository, Digest digest) {
        return Table.write(Update.builder()
                .tableName(table)
                .key(linkKey(repository, digest))
                .updateExpression("SET " + REVISION + " = :revision")
                .conditionExpression("attribute_exists(" + KEY + ")")
                .expressionAttributeValues(Map.of(":revision", newRevision()))
                .build());
    }

    static AttributeValue newRevision() {
        return Table.s(UUID.randomUUID().toString());
    }

    /** Goes on only while the repository is linked to these bytes. */
    static TransactWriteItem stillLinked(String table, RepositoryName repository, Digest digest, StoredBlob blob) {
        return Table.check(table, linkKey(repository, digest), KEY + " = :key", Map.of(":key", Table.s(blob.key())));
    }

    /** The condition that the record of deletions is what was seen; adds the value that it compares with. */
    static String asSeen(BlobLink seen, Map<String, AttributeValue> values) {
        if (seen.deletedUploads().isEmpty()) {
            return "attribute_not_exists(" + DELETED + ")";
        }
        values.put(":seen", Table.l(seen.deletedUploads()));
        return DELETED + " = :seen";
    }

    /**
     * Writes that the space has these bytes, for mounts that name no source.
     *
     * @param holder a repository that is linked to them
     */
    static TransactWriteItem blob(String table, RepositoryName holder, Digest digest, StoredBlob blob, Instant now) {
        var item = Table.item(Keys.blob(holder.space(), digest), Keys.ALONE);
        item.put(HOLDER, Table.s(holder.path()));
        item.put(KEY, Table.s(blob.key()));
        item.put(SIZE, Table.n(blob.size()));
        item.put(LINKED, Table.n(now.toEpochMilli()));
        return Table.put(table, item);
    }

    /** The key of the item that tells that a repository is linked to an object. */
    public static Map<String, AttributeValue> userKey(RepositoryName repository, Digest digest, String s3Key) {
        return Table.key(Keys.blob(repository.space(), digest), Keys.blobUser(s3Key, repository));
    }

    /** The key of a repository's link to a blob. */
    public static Map<String, AttributeValue> linkKey(RepositoryName repository, Digest digest) {
        return Table.key(Keys.repository(repository), Keys.blobLink(digest));
    }

    /** The links among these items, by their digest. */
    public static Map<Digest, BlobLink> readLinks(List<Map<String, AttributeValue>> items) {
        Map<Digest, BlobLink> links = new HashMap<>();
        for (Map<String, AttributeValue> item : items) {
            String key = Table.string(item, Table.SK);
            if (key.startsWith(Keys.BLOB)) {
                links.put(Digest.parse(key.substring(Keys.BLOB.length())), read(item));
            }
        }
        return links;
    }

    /** Reads the link of an item. */
    public static BlobLink read(Map<String, AttributeValue> item) {
        Optional<StoredBlob> blob = item.containsKey(KEY) ? Optional.of(stored(item)) : Optional.empty();
        return new BlobLink(
                blob,
                Table.optional(item, REVISION).orElse(""),
                Instant.ofEpochMilli(Table.optionalNumber(item, LINKED).orElse(0L)),
                Table.optional(item, UPLOAD).orElse(""),
                Table.strings(item, DELETED));
    }

    /** The bytes that an item of a link names. */
    public static StoredBlob stored(Map<String, AttributeValue> item) {
        return new StoredBlob(Table.string(item, KEY), Table.number(item, SIZE));
    }
}
