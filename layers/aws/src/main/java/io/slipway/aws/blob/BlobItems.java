package io.slipway.aws.blob;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** How a blob's link, and the blob of its space, stand in the table. */
public final class BlobItems {
    static final String KEY = "s3Key";
    static final String SIZE = "size";
    static final String DELETED = "deleted";
    /** When some repository of the space was linked to the bytes last, in milliseconds since 1970. */
    static final String LINKED = "linked";

    private BlobItems() {}

    /** Writes the link of a repository to these bytes. */
    public static Put link(String table, RepositoryName repository, Digest digest, StoredBlob blob) {
        return put(table, Table.item(Keys.repository(repository), Keys.blobLink(digest)), blob);
    }

    /** Writes that the space has these bytes, for mounts that name no source. */
    public static Put blob(String table, SpaceName space, Digest digest, StoredBlob blob, Instant now) {
        var item = Table.item(Keys.blob(space, digest), Keys.ALONE);
        item.put(LINKED, Table.n(now.toEpochMilli()));
        return put(table, item, blob);
    }

    private static Put put(String table, Map<String, AttributeValue> item, StoredBlob blob) {
        item.put(KEY, Table.s(blob.key()));
        item.put(SIZE, Table.n(blob.size()));
        return Put.builder().tableName(table).item(item).build();
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
        return Table.optional(item, DELETED)
                .map(BlobLink::deleted)
                .orElseGet(() -> item.isEmpty() ? BlobLink.ABSENT : BlobLink.to(stored(item)));
    }

    static StoredBlob stored(Map<String, AttributeValue> item) {
        return new StoredBlob(Table.string(item, KEY), Table.number(item, SIZE));
    }
}
