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
 * @param sensitive whether a sensitive value flowed into the text, or decided what it says
 * @param secrets the texts that tokens with sensitive values in them wrote
 * @param uses what the template's own tokens named, in the order in which they were evaluated, each once a place
 * @param left what stands in the text as it is written in the template, in order, each place once
 */
public record Evaluation(
        @Nullable String text,
        List<String> missing,
        Optional<String> error,
        boolean sensitive,
        List<String> secrets,
        List<Use> uses,
        List<Left> left) {
    public Evaluation {
        missing = List.copyOf(missing);
        secrets = List.copyOf(secrets);
        uses = List.copyOf(uses);
        left = List.copyOf(left);
    }

    /** A text that is no template: it comes to itself. */
    static Evaluation of(String text) {
        return new Evaluation(text, List.of(), Optional.empty(), false, List.of(), List.of(), List.of());
    }

    /**
     * A token that was evaluated.
     *
     * @param name the variable that it names, or the filter where it names none
     * @param at where the token stands in the template, counted from 0
     * @param found whether it came to something; otherwise it stands as it was
     */
    public record Use(String name, int at, boolean found) {}

    /**
     * A part of the template that could not be evaluated.
     *
     * @param at where it begins in the template, counted from 0
     * @param why what is wrong, for people; it may quote values that are not sensitive
     * @param mistake whether the template must be mended; otherwise a variable is missing
     */
    public record Left(int at, String why, boolean mistake) {}
}
