package io.slipway.features.octostache;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a template.
 *
 * @param text the text; null if the template is {@code null}
 * @param missing the tokens that could not be evaluated and stay in the text, each once
 * @param error the error, in Octopus's words
 * @param sensitive whether a sensitive value flowed into the text, or decided its content
 * @param secrets the texts written by tokens with sensitive values
 * @param uses the names in the template's own tokens, in the order of evaluation, each position once
 * @param left the parts that stay in the text as written in the template, in order, each position once
 */
public record TemplateResult(
        @Nullable String text,
        List<String> missing,
        Optional<String> error,
        boolean sensitive,
        List<String> secrets,
        List<Use> uses,
        List<Left> left) {
    public TemplateResult {
        missing = List.copyOf(missing);
        secrets = List.copyOf(secrets);
        uses = List.copyOf(uses);
        left = List.copyOf(left);
    }

    /** Creates the result of a text that is not a template. */
    static TemplateResult of(String text) {
        return new TemplateResult(text, List.of(), Optional.empty(), false, List.of(), List.of(), List.of());
    }

    /**
     * An evaluated token.
     *
     * @param name its variable, or its filter if it has no variable
     * @param at its position in the template, from 0 on
     * @param found whether it had a result; otherwise it stays unchanged
     */
    public record Use(String name, int at, boolean found) {}

    /**
     * A part of the template that could not be evaluated.
     *
     * @param at its position in the template, from 0 on
     * @param why the reason, for people; it may quote values that are not sensitive
     * @param mistake whether the template must be corrected; otherwise a variable is missing
     */
    public record Left(int at, String why, boolean mistake) {}
}
