package io.slipway.features.octostache;

import java.util.ArrayList;
import java.util.List;

/**
 * What could not be evaluated.
 *
 * @param missing tokens that stand as they were
 * @param nulls tokens that say null
 */
record Findings(List<String> missing, List<String> nulls) {
    Findings() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void addAll(Findings other) {
        missing.addAll(other.missing());
        nulls.addAll(other.nulls());
    }
}
