package io.slipway.features.octostache;

/** What reading one template may take: tokens that are never closed are looked for to the end again and again. */
final class Effort {
    /** How many steps that may be, a character that is looked at for a bracket; a token that is tried counts for 25. */
    static final long MAX_STEPS = 100_000_000;

    private long left = MAX_STEPS;

    void took(long steps) {
        left -= steps;
        if (left < 0) {
            throw new OctostacheException("The template must take at most " + MAX_STEPS
                    + " steps to be read, but takes more: too many of its tokens are not closed.");
        }
    }
}
