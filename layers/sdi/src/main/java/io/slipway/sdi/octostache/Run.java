package io.slipway.sdi.octostache;

import java.time.Clock;

/** One evaluation: its clock, what it may still write, and whether anything sensitive was used. */
final class Run {
    private final Clock clock;
    private long left;
    private boolean sensitive;

    Run(Clock clock, long maxOutput) {
        this.clock = clock;
        this.left = maxOutput;
    }

    Clock clock() {
        return clock;
    }

    /** Counts what is written; variables that name each other twice grow without bounds. */
    void wrote(int characters) {
        left -= characters;
        if (left < 0) {
            throw new OctostacheException(
                    "The template comes to more than " + TemplateEngine.MAX_OUTPUT + " characters.");
        }
    }

    void used(Binding binding) {
        sensitive |= binding.sensitive();
    }

    boolean sensitive() {
        return sensitive;
    }
}
