package io.slipway.features.octostache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one filter does. A filter that has no answer gives null, and its token stands as it was. */
@FunctionalInterface
public interface Filter {
    /**
     * Applies it.
     *
     * @param input what stands before it; null for a variable that is missing, or where nothing stands before it
     * @param options its options, evaluated
     */
    @Nullable
    String apply(@Nullable String input, List<String> options);
}
