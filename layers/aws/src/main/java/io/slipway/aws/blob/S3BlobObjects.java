package io.slipway.aws.blob;

import io.slipway.core.access.BearerTokens;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.DirectPulls;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.blob.PresignedUrl;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bytes of blobs in S3. */
public final class S3BlobObjects implements BlobObjects {
    /** The lifetime of a presigned URL: clients follow it immediately, and its expiry does not stop a download. */
    public static final Duration PRESIGNED_LIFETIME = BearerTokens.LIFETIME;

    /** The time in which a presigned PUT may begin: its client has the bytes at hand, and a revoked token must not write for longer. */
    public static final Duration PRESIGNED_PUT_LIFETIME = BearerTokens.LIFETIME;

    /**
     * A parameter that S3 ignores, but that the signature covers: the edge turns it into a header. AWS promises to ignore only parameters whose names
     * begin with {@code x-}.
     */
    private static final String DIGEST = "x-slipway-digest";

    /** The media type of every served blob, whatever its stored type: the bucket's host must not show pages that clients have pushed. */
    private static final String BLOB_TYPE = "application/octet-stream";

    private static final String BLOB_DISPOSITION = "attachment";

    private static final String SERVED = "response-content-disposition=" + BLOB_DISPOSITION + "&response-content-type="
            + ObjectUrls.escape(BLOB_TYPE, false) + "&";

    private static final SortedMap<String, String> NO_HEADERS = Collections.emptySortedMap();

    /** The object metadata in which the edge function notes the upload session. */
    private static final String UPLOAD = "upload";

    private final Supplier<S3Client> s3;
    private final ObjectUrls urls;
    private final String bucket;
    private final boolean mayWrite;
    private final DirectPulls direct;

    private S3BlobObjects(Supplier<S3Client> s3, ObjectUrls urls, String bucket, boolean mayWrite, DirectPulls direct) {
        this.s3 = s3;
        this.urls = urls;
        this.bucket = bucket;
        this.mayWrite = mayWrite;
        this.direct = direct;
    }

    /** Creates the port for functions that may not write: landed objects without a checksum do not count yet. */
    public static S3BlobObjects readOnly(Supplier<S3Client> s3, ObjectUrls urls, String bucket) {
        return new S3BlobObjects(s3, urls, bucket, false, DirectPulls.NONE);
    }

    /** Creates the port for functions that may write: landed objects without a checksum are verified by a copy. */
    public static S3BlobObjects verifying(Supplier<S3Client> s3, ObjectUrls urls, String bucket) {
        return new S3BlobObjects(s3, urls, bucket, true, DirectPulls.NONE);
    }

    /** Returns this port with URLs that lead these clients straight to the bucket. */
    public S3BlobObjects leading(DirectPulls clients) {
        return new S3BlobObjects(s3, urls, bucket, mayWrite, clients);
    }

    @Override
    public Optional<Landed> landed(RepositoryName repository, Digest digest, LandingDay day) {
        // S3 has no SHA-512 checksum that a PUT could carry: such blobs take another lane.
        if (digest.algorithm() != DigestAlgorithm.SHA256) {
            return Optional.empty();
        }
        String key = new DirectKey(repository, digest, day).toString();
        return head(key).filter(head -> holds(key, head, digest)).map(head -> landed(key, head));
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(s3.get()
                    .headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED)));
        } catch (S3Exception e) {
            // 403 is S3's response for a missing key to a role that may not list the bucket.
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** S3's own checksum proves that the bytes have the digest; if none is stored, a copy makes S3 compute one. */
    private boolean holds(String key, HeadObjectResponse head, Digest digest) {
        String stored = head.checksumSHA256();
        if (stored == null && mayWrite) {
            stored = s3.get()
                    .copyObject(request -> request.sourceBucket(bucket)
                            .sourceKey(key)
                            .destinationBucket(bucket)
                            .destinationKey(key)
                            .copySourceIfMatch(head.eTag())
                            .metadataDirective(MetadataDirective.REPLACE)
                            .metadata(head.metadata())
                            .contentType(head.contentType())
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                    .copyObjectResult()
                    .checksumSHA256();
        }
        return Base64.getEncoder().encodeToString(digest.hash()).equals(stored);
    }

    private static Landed landed(String key, HeadObjectResponse head) {
        return new Landed(
                new StoredBlob(key, head.contentLength()), head.metadata().getOrDefault(UPLOAD, ""));
    }

    @Override
    public PresignedUrl presignedGet(StoredBlob blob, Digest digest) {
        return url("GET", blob, SERVED + digestParameter(digest));
    }

    @Override
    public PresignedUrl presignedHead(StoredBlob blob, Digest digest) {
        return url("HEAD", blob, digestParameter(digest));
    }

    private static String digestParameter(Digest digest) {
        return DIGEST + "=" + digest.algorithm().prefix() + "%3A" + digest.hex();
    }

    @Override
    public PresignedUpload presignedPut(RepositoryName repository, Digest digest, String upload) {
        SortedMap<String, String> headers = new TreeMap<>(Map.of(
                "content-type",
                BLOB_TYPE,
                "x-amz-checksum-sha256",
                Base64.getEncoder().encodeToString(digest.hash()),
                "x-amz-meta-" + UPLOAD,
                upload));
        String key = new DirectKey(repository, digest, LandingDay.of(upload)).toString();
        return new PresignedUpload(urls.sign("PUT", key, "", headers, PRESIGNED_PUT_LIFETIME), headers);
    }

    /** The bucket's name is in the host of S3's own URLs, but the first segment of an emulator's path. */
    private PresignedUrl url(String method, StoredBlob blob, String query) {
        URI url = urls.sign(method, blob.key(), query, NO_HEADERS, PRESIGNED_LIFETIME);
        String path = url.getRawPath();
        String below = path.startsWith("/" + bucket + "/") ? path.substring(bucket.length() + 1) : path;
        return new PresignedUrl(url, below + "?" + url.getRawQuery(), direct);
    }
}
