package io.slipway.core.upload;

import io.slipway.core.digest.DigestAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stored upload session, claimed by the request that works on it.
 *
 * @param id the session
 * @param offset the number of acknowledged bytes
 * @param hashes the state of the hash of these bytes, empty for a session without any
 * @param multipart the multipart upload that holds the parts, if there is one
 * @param parts the entity tags of the parts, in order
 * @param tail the key of the bytes that are too few for a part, if there are any
 * @param claim an id that distinguishes this request from others on the session
 */
public record UploadSession(
        String id,
        long offset,
        Map<DigestAlgorithm, byte[]> hashes,
        Optional<String> multipart,
        List<String> parts,
        Optional<String> tail,
        String claim) {
    public UploadSession {
        hashes = Map.copyOf(hashes);
        parts = List.copyOf(parts);
    }
}
