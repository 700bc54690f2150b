package io.slipway.features.octostache;

import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The state of one evaluation: its filters, its remaining limits, and whether a sensitive value was used. */
final class Run {
    private final Filters filters;
    private final ZoneId zone;
    private long left;
    private long tokens = TemplateEngine.MAX_TOKENS;
    private long steps = RegexFilters.MAX_STEPS;
    private final Set<String> secrets = new LinkedHashSet<>();
    private boolean sensitive;

    Run(Clock clock, Map<String, Filter> extensions, long maxOutput) {
        this.filters = new Filters(clock, this, extensions);
        this.zone = clock.getZone();
        this.left = maxOutput;
    }

    Filters filters() {
        return filters;
    }

    ZoneId zone() {
        return zone;
    }

    /**
     * Counts tokens: in a chain of variables that each refer to the next one twice, the work doubles with each
     * variable, even without output.
     */
    void evaluated() {
        if (--tokens < 0) {
            throw new OctostacheException("The template must evaluate at most " + TemplateEngine.MAX_TOKENS
                    + " tokens, with those of its variables, but evaluates more.");
        }
    }

    /** Counts the characters that regular expressions read: some take exponential time. */
    void countStep() {
        if (--steps < 0) {
            throw new OctostacheException("The regular expressions of a template must read at most "
                    + RegexFilters.MAX_STEPS + " characters, but read more.");
        }
    }

    /** Counts the written characters: variables that refer to each other twice would grow without bounds. */
    void wrote(int characters) {
        left -= characters;
        if (left < 0) {
            throw new OctostacheException("The result of the template must have at most " + TemplateEngine.MAX_OUTPUT
                    + " characters, but has more.");
        }
    }

    void used(Binding binding) {
        sensitive |= binding.sensitive();
        binding.use();
    }

    boolean sensitive() {
        return sensitive;
    }

    /** Begins a token, so that {@link #sensitive} refers only to it; the result is the argument of {@link #leave}. */
    boolean enter() {
        boolean before = sensitive;
        sensitive = false;
        return before;
    }

    void leave(boolean before) {
        sensitive |= before;
    }

    /** Keeps a text that a token with a sensitive value wrote, so that it can be masked. */
    void secret(String text) {
        secrets.add(text);
    }

    Set<String> secrets() {
        return secrets;
    }
}
