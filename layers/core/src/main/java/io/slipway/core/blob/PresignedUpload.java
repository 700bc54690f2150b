package io.slipway.core.blob;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where bytes of one digest can be PUT for a short time, by anybody who has the address: S3 refuses others.
 *
 * @param address the bucket's own address
 * @param headers the headers that the request must have, exactly so
 */
public record PresignedUpload(URI address, Map<String, String> headers) {
    public PresignedUpload {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Never the signature: whoever has it can write. */
    @Override
    public String toString() {
        return "presigned upload to " + address.getRawPath();
    }
}
