package io.slipway.aws.builds;

import io.slipway.builds.instant.Indexes;
import io.slipway.core.name.SpaceName;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores indexes in S3, under {@code indexes/<space>/}. */
public final class S3Indexes implements Indexes {
    private final Supplier<S3Client> s3;
    private final String bucket;

    public S3Indexes(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<byte[]> find(SpaceName space, String name) {
        try {
            return Optional.of(s3.get()
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key(space, name)))
                    .asByteArrayUnsafe());
        } catch (S3Exception e) {
            // 403 is S3's response for a missing key to a role that may not list the bucket.
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean has(SpaceName space, String name) {
        try {
            s3.get().headObject(request -> request.bucket(bucket).key(key(space, name)));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void put(SpaceName space, String name, byte[] content) {
        s3.get().putObject(request -> request.bucket(bucket).key(key(space, name)), RequestBody.fromBytes(content));
    }

    private static String key(SpaceName space, String name) {
        return "indexes/" + space.stored() + "/" + name;
    }
}
