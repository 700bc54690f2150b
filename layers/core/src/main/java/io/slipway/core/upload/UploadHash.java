package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.digest.ResumableHash;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The hash of an upload so far. Its state is stored between two requests, so finishing takes the same time for any size of the upload. */
final class UploadHash {
    /**
     * The longest upload, in bytes, that can be finished with SHA-512 without announcing it: up to this length both hashes are computed, which nearly
     * doubles the work. Longer ones are begun with {@code ?digest-algorithm=sha512}.
     */
    static final long UNANNOUNCED_MAX = 4 * 1024 * 1024;

    private final Map<DigestAlgorithm, ResumableHash> hashes = new EnumMap<>(DigestAlgorithm.class);

    private UploadHash() {}

    /** Begins the hash of an empty upload. */
    static UploadHash begin(DigestAlgorithm announced) {
        UploadHash hash = new UploadHash();
        Set<DigestAlgorithm> algorithms =
                announced == DigestAlgorithm.SHA256 ? EnumSet.allOf(DigestAlgorithm.class) : EnumSet.of(announced);
        algorithms.forEach(algorithm -> hash.hashes.put(algorithm, ResumableHash.begin(algorithm)));
        return hash;
    }

    /** Continues from a state that {@link #state} returned. */
    static UploadHash resume(Map<DigestAlgorithm, byte[]> states) {
        UploadHash hash = new UploadHash();
        states.forEach((algorithm, state) -> hash.hashes.put(algorithm, ResumableHash.resume(algorithm, state)));
        return hash;
    }

    /**
     * Adds bytes.
     *
     * @param total the number of bytes of the upload including these
     */
    void update(byte[] bytes, int offset, int length, long total) {
        if (total > UNANNOUNCED_MAX && hashes.size() > 1) {
            hashes.remove(DigestAlgorithm.SHA512);
        }
        hashes.values().forEach(hash -> hash.update(bytes, offset, length));
    }

    /** Returns the state from which {@link #resume} continues. */
    Map<DigestAlgorithm, byte[]> state() {
        Map<DigestAlgorithm, byte[]> states = new EnumMap<>(DigestAlgorithm.class);
        hashes.forEach((algorithm, hash) -> states.put(algorithm, hash.state()));
        return states;
    }

    /** Returns the digest of all bytes, if this algorithm was kept. Ends the hash. */
    Optional<Digest> digest(DigestAlgorithm algorithm) {
        return Optional.ofNullable(hashes.get(algorithm)).map(hash -> Digest.ofHash(algorithm, hash.digest()));
    }
}
