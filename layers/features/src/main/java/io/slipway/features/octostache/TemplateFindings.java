package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.List;

/**
 * What could not be evaluated.
 *
 * @param missing tokens that stand as they were
 * @param nulls tokens that say null
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
