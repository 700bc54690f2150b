package io.slipway.aws.blob;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Write;
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

/** Converts links of blobs, and blobs of a space, to items. */
public final class BlobItems {
    /** The time of the last link of a repository of the space to the bytes, or of the last write of this link, in milliseconds since 1970. */
    public static final String LINKED = "linked";

    static final String DELETED = "deleted";
    /** The path of the last repository that a push linked to the bytes. */
    static final String HOLDER = "holder";
    /** The upload session of the bytes, if they came by the direct lane. */
    static final String UPLOAD = "upload";

    private BlobItems() {}

    /** Makes a concurrent removal of the link fail. Succeeds only if the blob is linked. */
    public static Write touch(RepositoryName repository, Digest digest) {
        return Write.update(linkKey(repository, digest), "SET " + Items.REVISION + " = :revision")
                .when("attribute_exists(" + Items.S3_KEY + ")")
                .with(":revision", newRevision());
    }

    static AttributeValue newRevision() {
        return Items.s(UUID.randomUUID().toString());
    }

    /** Succeeds only while the repository is linked to these bytes. */
    static Write stillLinked(RepositoryName repository, Digest digest, StoredBlob blob) {
        return Write.check(linkKey(repository, digest))
                .when(Items.S3_KEY + " = :key")
                .with(":key", Items.s(blob.key()));
    }

    /**
     * Records that the space has these bytes, for mounts that name no source.
     *
     * @param holder a repository that is linked to them
     */
    static Write blob(RepositoryName holder, Digest digest, StoredBlob blob, Instant now) {
        var item = Items.item(Keys.blob(holder.space(), digest), Keys.ALONE);
        item.put(HOLDER, Items.s(holder.path()));
        item.put(Items.S3_KEY, Items.s(blob.key()));
        item.put(Items.SIZE, Items.n(blob.size()));
        item.put(LINKED, Items.n(now.toEpochMilli()));
        return Write.put(item);
    }

    /** Returns the key of the item that records that a repository is linked to an object. */
    public static Map<String, AttributeValue> userKey(RepositoryName repository, Digest digest, String s3Key) {
        return Items.key(Keys.blob(repository.space(), digest), Keys.blobUser(s3Key, repository));
    }

    /** Returns the key of a repository's link to a blob. */
    public static Map<String, AttributeValue> linkKey(RepositoryName repository, Digest digest) {
        return Items.key(Keys.repository(repository), Keys.blobLink(digest));
    }

    /** Returns the links among these items, by their digest. */
    public static Map<Digest, BlobLink> readLinks(List<Map<String, AttributeValue>> items) {
        Map<Digest, BlobLink> links = new HashMap<>();
        for (Map<String, AttributeValue> item : items) {
            String key = Items.string(item, Items.SK);
            if (key.startsWith(Keys.BLOB)) {
                links.put(Digest.parse(key.substring(Keys.BLOB.length())), read(item));
            }
        }
        return links;
    }

    /** Reads the link of an item. */
    public static BlobLink read(Map<String, AttributeValue> item) {
        Optional<StoredBlob> blob = item.containsKey(Items.S3_KEY) ? Optional.of(stored(item)) : Optional.empty();
        return new BlobLink(
                blob,
                Items.optional(item, Items.REVISION).orElse(""),
                Instant.ofEpochMilli(Items.optionalNumber(item, LINKED).orElse(0L)),
                Items.optional(item, UPLOAD).orElse(""),
                Items.strings(item, DELETED));
    }

    /** Returns the bytes that an item of a link names. */
    public static StoredBlob stored(Map<String, AttributeValue> item) {
        return new StoredBlob(Items.string(item, Items.S3_KEY), Items.number(item, Items.SIZE));
    }
}
