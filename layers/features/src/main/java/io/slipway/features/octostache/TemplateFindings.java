package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that could not be evaluated.
 *
 * @param missing tokens that stay unchanged
 * @param nulls tokens that are null
 */
record TemplateFindings(List<String> missing, List<String> nulls) {
    TemplateFindings() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void addAll(TemplateFindings other) {
        missing.addAll(other.missing());
        nulls.addAll(other.nulls());
    }
}
