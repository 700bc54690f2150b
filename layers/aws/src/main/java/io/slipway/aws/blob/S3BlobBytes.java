package io.slipway.aws.blob;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import java.io.InputStream;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads the bytes of blobs in the bucket. */
public final class S3BlobBytes implements BlobBytes {
    private final Supplier<S3Client> s3;
    private final String bucket;

    public S3BlobBytes(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public byte[] read(StoredBlob blob, long from, int length) {
        return s3.get()
                .getObjectAsBytes(request ->
                        request.bucket(bucket).key(blob.key()).range("bytes=" + from + "-" + (from + length - 1)))
                .asByteArrayUnsafe();
    }

    @Override
    public InputStream open(StoredBlob blob) {
        return s3.get().getObject(request -> request.bucket(bucket).key(blob.key()));
    }
}
