package io.slipway.core.digest;

import java.util.Optional;

/**
 * A hash whose state can be stored between two processes. All implementations of an algorithm write and read the same form, so that a request may
 * continue what another process began.
 */
public sealed interface ResumableHash permits PlatformSha256, PortableHash {

    /** Begins a hash, with the processor's instructions if this JVM gives access to the state. */
    static ResumableHash begin(DigestAlgorithm algorithm) {
        return platform(algorithm)
                .<ResumableHash>map(PlatformSha256.Access::begin)
                .orElseGet(() -> PortableHash.begin(algorithm));
    }

    /** Continues from a state that {@link #state} returned. */
    static ResumableHash resume(DigestAlgorithm algorithm, byte[] state) {
        return platform(algorithm)
                .<ResumableHash>map(access -> access.resume(state))
                .orElseGet(() -> PortableHash.resume(algorithm, state));
    }

    private static Optional<PlatformSha256.Access> platform(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.SHA256 ? PlatformSha256.access() : Optional.empty();
    }

    /** Adds bytes. */
    void update(byte[] bytes, int offset, int length);

    /** Returns the state from which {@link #resume} continues. */
    byte[] state();

    /** Returns the hash of all bytes. Ends this object. */
    byte[] digest();
}
