package io.slipway.features.octostache;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a template came to.
 *
 * @param text the text; null where the template says {@code null}
 * @param missing the tokens that could not be evaluated and stand in the text as they were, each once
 * @param error what went wrong, in Octopus's words
 * @param sensitive whether a sensitive value flowed into the text
 * @param uses what the template's own tokens named, in the order in which they were evaluated, each once a place
 */
public record Evaluation(
        @Nullable String text, List<String> missing, Optional<String> error, boolean sensitive, List<Use> uses) {
    public Evaluation {
        missing = List.copyOf(missing);
        uses = List.copyOf(uses);
    }

    /**
     * A token that was evaluated.
     *
     * @param name the variable that it names, or the filter where it names none
     * @param at where the token stands in the template, counted from 0
     * @param found whether it came to something; otherwise it stands as it was
     */
    public record Use(String name, int at, boolean found) {}
}
