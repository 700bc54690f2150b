package io.slipway.sdi.substitute;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The template language, as this feature needs it. */
@FunctionalInterface
public interface Templates {
    /** Evaluates a text; a mistake in it stays as it is written, and evaluation goes on behind it ({@code haltOnError} is false). */
    Result evaluate(String template);

    /**
     * What a template came to.
     *
     * @param text the value; {@code null} if the template says {@code null}
     * @param error what could not be evaluated, in Octopus's words
     */
    record Result(@Nullable String text, Optional<String> error) {}
}
