package io.slipway.aws.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.upload.FirstChunk;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadObjects;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores the bytes of uploads in S3. */
public final class S3UploadObjects implements UploadObjects {
    /** The metadata of a first chunk. */
    private static final String DIGEST = "digest";

    private final Supplier<S3Client> s3;
    private final String bucket;

    public S3UploadObjects(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public String putTail(String session, byte[] bytes, int length) {
        String key = "chunks/" + session + "/" + UUID.randomUUID();
        put(key, bytes, length);
        return key;
    }

    @Override
    public byte[] getTail(String key) {
        return s3.get()
                .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArrayUnsafe();
    }

    @Override
    public void copyTail(String tail, String key) {
        s3.get()
                .copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(tail)
                        .destinationBucket(bucket)
                        .destinationKey(key));
    }

    @Override
    public void deleteTail(String key) {
        if (key.startsWith(FirstChunkKey.PREFIX)) {
            return;
        }
        try {
            s3.get().deleteObject(request -> request.bucket(bucket).key(key));
        } catch (S3Exception e) {
            // The lifecycle of the bucket removes it; the upload itself has succeeded.
        }
    }

    @Override
    public String beginParts(String key) {
        return s3.get()
                .createMultipartUpload(
                        request -> request.bucket(bucket).key(key).contentType("application/octet-stream"))
                .uploadId();
    }

    @Override
    public String putPart(String key, String multipart, int number, byte[] bytes, int length) {
        return s3.get()
                .uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(multipart)
                                .partNumber(number),
                        body(bytes, length))
                .eTag();
    }

    @Override
    public void complete(String key, String multipart, List<String> parts, long size) {
        List<CompletedPart> completed = new ArrayList<>();
        for (String tag : parts) {
            completed.add(CompletedPart.builder()
                    .partNumber(completed.size() + 1)
                    .eTag(tag)
                    .build());
        }
        try {
            s3.get()
                    .completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(multipart)
                            .multipartUpload(upload -> upload.parts(completed)));
        } catch (NoSuchUploadException e) {
            // A request that died before its response has completed the upload: the object exists with the right size.
            if (s3.get().headObject(request -> request.bucket(bucket).key(key)).contentLength() != size) {
                throw e;
            }
        }
    }

    @Override
    public void abort(String key, String multipart) {
        try {
            s3.get()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(multipart));
        } catch (S3Exception e) {
            // The lifecycle of the bucket ends it.
        }
    }

    @Override
    public boolean putFirst(String key, byte[] bytes, Optional<Digest> digest) {
        Map<String, String> metadata =
                digest.map(it -> Map.of(DIGEST, it.toString())).orElse(Map.of());
        try {
            s3.get()
                    .putObject(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .ifNoneMatch("*")
                                    .metadata(metadata)
                                    .contentType("application/octet-stream"),
                            body(bytes, bytes.length));
            return true;
        } catch (S3Exception e) {
            // 409: another request is writing the key at this moment.
            if (e.statusCode() == 412 || e.statusCode() == 409) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<FirstChunk> first(String key) {
        try {
            HeadObjectResponse head =
                    s3.get().headObject(request -> request.bucket(bucket).key(key));
            return Optional.ofNullable(head.metadata().get(DIGEST))
                    .map(digest -> new FirstChunk(Digest.parse(digest), head.contentLength()));
        } catch (S3Exception e) {
            // 403 is S3's response for a missing key to a role that may not list the bucket.
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void put(String key, byte[] bytes, int length) {
        s3.get()
                .putObject(
                        request -> request.bucket(bucket).key(key).contentType("application/octet-stream"),
                        body(bytes, length));
    }

    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }
}
