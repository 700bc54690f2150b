package io.slipway.aws.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.SpaceName;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The manifests that are too large for an item. Their key is their digest, so that writing one twice changes nothing. */
final class ManifestObjects {
    private final S3Client s3;
    private final String bucket;

    ManifestObjects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Stores the bytes, and answers the key. */
    String write(SpaceName space, Digest digest, byte[] content) {
        String key = "manifests/" + space + "/" + digest.algorithm().prefix() + "/" + digest.hex();
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return key;
    }

    byte[] read(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArrayUnsafe();
    }
}
