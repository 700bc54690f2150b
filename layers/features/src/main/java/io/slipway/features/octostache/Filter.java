package io.slipway.features.octostache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter of the template language. If a filter returns null, its token stays unchanged. */
@FunctionalInterface
public interface Filter {
    /**
     * Applies the filter.
     *
     * @param input its input; null for a missing variable, or without input
     * @param options its options, evaluated
     */
    @Nullable
    String apply(@Nullable String input, List<String> options);
}
