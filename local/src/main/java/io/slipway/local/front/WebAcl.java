package io.slipway.local.front;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Emulates a web ACL of AWS WAF with rate-based rules: counts requests by address and by {@code Authorization}, and
 * blocks those beyond a limit before anything else handles them.
 */
final class WebAcl {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /**
     * The maximum number of addresses or tokens that are tracked, as in AWS WAF. The least recently used one is
     * dropped.
     */
    private static final int MAX_KEYS = 10_000;

    private static final byte[] TOO_MANY =
            "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"too many requests within five minutes; try again later\"}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Rule addresses;
    private final Rule tokens;

    WebAcl(RateLimits limits, Clock clock) {
        addresses = new Rule(limits.perAddress(), clock);
        tokens = new Rule(limits.perToken(), clock);
    }

    /** Counts a request, and returns the response that blocks it if it exceeds a limit. */
    Optional<Answer> block(Exchange exchange) {
        String authorization = exchange.headers().get("authorization");
        boolean tooMany =
                addresses.exceededBy(exchange.address()) || (authorization != null && tokens.exceededBy(authorization));
        return tooMany
                ? Optional.of(Answer.of(429, Map.of("Content-Type", "application/json", "Retry-After", "60"), TOO_MANY))
                : Optional.empty();
    }

    /** Counts the requests of each key in the window that began with the key's first request. */
    private static final class Rule {
        private final OptionalInt limit;
        private final Clock clock;
        private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

        Rule(OptionalInt limit, Clock clock) {
            this.limit = limit;
            this.clock = clock;
        }

        synchronized boolean exceededBy(String key) {
            if (limit.isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            Count count = counts.merge(key, new Count(now, 1), (before, first) -> before.and(first));
            if (counts.size() > MAX_KEYS) {
                counts.remove(counts.keySet().iterator().next());
            }
            return count.requests > limit.getAsInt();
        }
    }

    private record Count(Instant since, int requests) {
        Count and(Count next) {
            return next.since.isBefore(since.plus(WINDOW)) ? new Count(since, requests + next.requests) : next;
        }
    }
}
