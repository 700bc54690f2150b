package io.slipway.builds.retention;

import java.util.Optional;

/**
 * The candidates that a rule keeps: those to which at least one part applies.
 *
 * @param all whether the rule keeps every candidate
 * @param newest the number of newest candidates to keep in a repository; for images of deployments, for each
 *     repository, environment and tenant
 * @param pushedWithin keeps those whose tag or, without a tag, whose manifest was pushed within this time
 * @param pulledWithin keeps those that were pulled within this time; a push counts as a pull
 */
public record Keep(boolean all, Optional<Integer> newest, Optional<Age> pushedWithin, Optional<Age> pulledWithin) {
    /** The maximum of {@code newest}. */
    public static final int MAX_NEWEST = 100_000;

    public Keep {
        if (!all && newest.isEmpty() && pushedWithin.isEmpty() && pulledWithin.isEmpty()) {
            throw new IllegalArgumentException(
                    "keep must have at least one of all, newest, pushedWithin and pulledWithin");
        }
        newest.filter(number -> number < 0 || number > MAX_NEWEST).ifPresent(number -> {
            throw new IllegalArgumentException(
                    "newest must be a number from 0 to " + MAX_NEWEST + ", but was " + number);
        });
    }

    /** Keeps this number of the newest candidates. */
    public static Keep newest(int number) {
        return new Keep(false, Optional.of(number), Optional.empty(), Optional.empty());
    }

    /** Keeps candidates that were pushed within this time. */
    public static Keep pushedWithin(String age) {
        return new Keep(false, Optional.empty(), Optional.of(new Age(age)), Optional.empty());
    }

    /** Keeps candidates that were pulled within this time. */
    public static Keep pulledWithin(String age) {
        return new Keep(false, Optional.empty(), Optional.empty(), Optional.of(new Age(age)));
    }
}
