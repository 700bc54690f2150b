package io.slipway.aws.manifest;

import io.slipway.aws.table.Items;
import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores manifests that are too large for an item. Each write has its own key, so that a removal never affects the object of another push. */
final class ManifestObjects {
    private final Supplier<S3Client> s3;
    private final String bucket;

    ManifestObjects(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Stores the bytes; returns their key. */
    String write(SpaceName space, byte[] content) {
        String key = "manifests/" + space + "/" + UUID.randomUUID();
        s3.get().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return key;
    }

    /** Returns the bytes of a manifest: those in its item, or those of its object. */
    byte[] content(Map<String, AttributeValue> item) {
        return Items.optional(item, Items.S3_KEY)
                .map(this::read)
                .orElseGet(() -> Items.bytes(item, ManifestItems.CONTENT));
    }

    private byte[] read(String key) {
        return s3.get()
                .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArrayUnsafe();
    }
}
