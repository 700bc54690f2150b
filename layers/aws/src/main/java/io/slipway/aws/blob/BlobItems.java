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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Converts links of blobs, and blobs of a space, to items. */
public final class BlobItems {
    static final String KEY = "s3Key";
    static final String SIZE = "size";
    static final String DELETED = "deleted";
    /** The path of the repository that a push linked to the bytes last. */
    static final String HOLDER = "holder";
    /** When some repository of the space was linked to the bytes last, in milliseconds since 1970. */
    static final String LINKED = "linked";

    private BlobItems() {}

    /** Writes the link of a repository to these bytes. What was deleted of the direct lane stays recorded. */
    public static TransactWriteItem link(String table, RepositoryName repository, Digest digest, StoredBlob blob) {
        return Table.write(linking(table, repository, digest, linkValues(blob)).build());
    }

    /** Links the repository to these bytes where it has no link, and its record of deletions is what was seen. */
    static TransactWriteItem linkUnlessChanged(
            String table, RepositoryName repository, Digest digest, StoredBlob blob, BlobLink seen) {
        var values = linkValues(blob);
        String asSeen = asSeen(seen, values);
        return Table.write(linking(table, repository, digest, values)
                .conditionExpression("attribute_not_exists(" + KEY + ") AND " + asSeen)
                .build());
    }

    /** Links the repository to these bytes where it is linked to them already: it may be the holder itself. */
    static TransactWriteItem linkAgain(String table, RepositoryName repository, Digest digest, StoredBlob blob) {
        return Table.write(linking(table, repository, digest, linkValues(blob))
                .conditionExpression(KEY + " = :key")
                .build());
    }

    /** Goes on only while the repository is linked to these bytes. */
    static TransactWriteItem stillLinked(String table, RepositoryName repository, Digest digest, StoredBlob blob) {
        return Table.check(table, linkKey(repository, digest), KEY + " = :key", Map.of(":key", Table.s(blob.key())));
    }

    /** The condition that the record of deletions is what was seen; adds the value that it compares with. */
    static String asSeen(BlobLink seen, Map<String, AttributeValue> values) {
        if (seen.deletedUpload().isEmpty()) {
            return "attribute_not_exists(" + DELETED + ")";
        }
        values.put(":seen", Table.s(seen.deletedUpload().get()));
        return DELETED + " = :seen";
    }

    private static Update.Builder linking(
            String table, RepositoryName repository, Digest digest, Map<String, AttributeValue> values) {
        return Update.builder()
                .tableName(table)
                .key(linkKey(repository, digest))
                .updateExpression("SET " + KEY + " = :key, #size = :size")
                .expressionAttributeNames(Map.of("#size", SIZE))
                .expressionAttributeValues(values);
    }

    private static Map<String, AttributeValue> linkValues(StoredBlob blob) {
        return new HashMap<>(Map.of(":key", Table.s(blob.key()), ":size", Table.n(blob.size())));
    }

    /**
     * Writes that the space has these bytes, for mounts that name no source.
     *
     * @param holder a repository that is linked to them
     */
    public static TransactWriteItem blob(
            String table, RepositoryName holder, Digest digest, StoredBlob blob, Instant now) {
        var item = Table.item(Keys.blob(holder.space(), digest), Keys.ALONE);
        item.put(HOLDER, Table.s(holder.path()));
        item.put(KEY, Table.s(blob.key()));
        item.put(SIZE, Table.n(blob.size()));
        item.put(LINKED, Table.n(now.toEpochMilli()));
        return Table.put(table, item);
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

    static BlobLink read(Map<String, AttributeValue> item) {
        Optional<StoredBlob> blob = item.containsKey(KEY) ? Optional.of(stored(item)) : Optional.empty();
        return new BlobLink(blob, Table.optional(item, DELETED));
    }

    static StoredBlob stored(Map<String, AttributeValue> item) {
        return new StoredBlob(Table.string(item, KEY), Table.number(item, SIZE));
    }
}
