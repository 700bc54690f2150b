package io.slipway.core.access;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bearer tokens that this process verified last. Clients send one token with each request of a push or a pull, and verifying a signature takes
 * ten times as long as all other checks of a token. Only hashes of the tokens are kept.
 */
final class VerifiedTokens {
    /** The maximum number of tokens that are kept. */
    static final int MAX = 1_000;

    private final Map<Digest, Verified> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Verified> eldest) {
            return size() > MAX;
        }
    };

    /**
     * A token with a valid signature.
     *
     * @param key the id of the key that signed it
     * @param caller its caller
     * @param begin the time from which it is valid, in seconds since 1970
     * @param end the time from which it is no longer valid
     */
    record Verified(String key, Caller caller, long begin, long end) {
        boolean isAlive(long now) {
            return now >= begin && now < end;
        }
    }

    synchronized Optional<Verified> get(String token) {
        return Optional.ofNullable(tokens.get(name(token)));
    }

    synchronized void put(String token, Verified verified) {
        tokens.put(name(token), verified);
    }

    private static Digest name(String token) {
        return Digest.of(DigestAlgorithm.SHA256, token.getBytes(StandardCharsets.UTF_8));
    }
}
