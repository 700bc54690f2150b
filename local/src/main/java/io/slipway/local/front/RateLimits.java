package io.slipway.local.front;

import java.util.OptionalInt;

/**
 * Limits the requests within five minutes, as the two rules of {@code docs/operate/web-acl.yaml} do in AWS.
 *
 * @param perAddress the most requests of one address, if there is a limit
 * @param perToken the most requests with one value of {@code Authorization}, if there is a limit
 */
public record RateLimits(OptionalInt perAddress, OptionalInt perToken) {
    /** The lowest limit, as in AWS WAF. */
    public static final int MIN = 10;

    public RateLimits {
        check("requests of one address", perAddress);
        check("requests with one token", perToken);
    }

    /** Limits nothing. */
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
