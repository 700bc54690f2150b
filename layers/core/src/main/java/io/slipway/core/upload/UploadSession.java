package io.slipway.core.upload;

import io.slipway.core.digest.DigestAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An upload session as it is stored, claimed by the request that works on it.
 *
 * @param id the session
 * @param offset how many bytes have been acknowledged
 * @param hashes the state of the hash of these bytes, empty for a session without any
 * @param multipart the multipart upload that holds the parts, if there is one
 * @param parts the entity tags of the parts, in order
 * @param tail where the bytes lie that are too few for a part, if there are any
 * @param claim what tells this request from any other that works on the session
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
