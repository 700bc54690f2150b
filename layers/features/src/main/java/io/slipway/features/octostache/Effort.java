package io.slipway.features.octostache;

/** Limits the effort of reading one template: for each unclosed token, the reader searches the rest of the text. */
final class Effort {
    /** The maximum number of steps. Searching one character for a bracket is one step; trying a token counts 25. */
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
