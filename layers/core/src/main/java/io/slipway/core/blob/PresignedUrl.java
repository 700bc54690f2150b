package io.slipway.core.blob;

import io.slipway.core.http.Request;
import java.net.URI;

/**
 * A URL that serves a blob's bytes for a short time. The signature is valid at the bucket's own URL, and through the distribution, which passes path
 * and query on to the bucket and adds the headers that S3 cannot.
 *
 * @param bucket the bucket's own URL
 * @param path path and query below the distribution
 * @param direct the clients that get the bucket's own URL although they use the distribution
 */
public record PresignedUrl(URI bucket, String path, DirectPulls direct) {

    /** Returns the distribution's URL for clients that use it, and the bucket's own for others and for direct pulls. */
    public String forClient(Request request) {
        boolean through = request.header("x-forwarded-host").isPresent() && !direct.covers(request.sourceAddress());
        return through ? request.origin() + path : bucket.toString();
    }

    /** Omits the signature, which allows reading the blob. */
    @Override
    public String toString() {
        return "presigned URL of " + bucket.getRawPath();
    }
}
