package io.slipway.sdi.octostache;

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
 */
public record Evaluation(@Nullable String text, List<String> missing, Optional<String> error, boolean sensitive) {
    public Evaluation {
        missing = List.copyOf(missing);
    }
}
