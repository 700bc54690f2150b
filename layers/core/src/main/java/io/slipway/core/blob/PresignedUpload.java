package io.slipway.core.blob;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A URL that accepts the bytes of one digest by PUT for a short time, from any client that has it; S3 refuses other bytes.
 *
 * @param url the bucket's own URL
 * @param headers the headers that the request must have, unchanged
 */
public record PresignedUpload(URI url, Map<String, String> headers) {
    public PresignedUpload {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Omits the signature, which allows writing. */
    @Override
    public String toString() {
        return "presigned upload to " + url.getRawPath();
    }
}
