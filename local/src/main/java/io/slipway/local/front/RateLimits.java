package io.slipway.local.front;

import java.util.OptionalInt;

/**
 * The limits of requests in five minutes, like the two rules in {@code docs/operate/web-acl.yaml} in AWS.
 *
 * @param perAddress the maximum number of requests from one address, if limited
 * @param perToken the maximum number of requests with one value of {@code Authorization}, if limited
 */
public record RateLimits(OptionalInt perAddress, OptionalInt perToken) {
    /** The lowest limit, as in AWS WAF. */
    public static final int MIN = 10;

    public RateLimits {
        check("requests from one address", perAddress);
        check("requests with one token", perToken);
    }

    /** Returns no limits. */
    public static RateLimits none() {
        return new RateLimits(OptionalInt.empty(), OptionalInt.empty());
    }

    private static void check(String name, OptionalInt limit) {
        if (limit.isPresent() && limit.getAsInt() < MIN) {
            throw new IllegalArgumentException(
                    "the limit of " + name + " must be at least " + MIN + ", but was " + limit.getAsInt());
        }
    }
}
