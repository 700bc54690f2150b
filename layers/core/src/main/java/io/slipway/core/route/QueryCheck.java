package io.slipway.core.route;

import io.slipway.core.http.Query;
import java.util.Set;
import java.util.TreeSet;

/** Refuses unknown and repeated parameters of a query. */
final class QueryCheck {
    /** The longest unknown name that the error repeats whole, in characters. */
    private static final int SHOWN = 40;

    private QueryCheck() {}

    static void check(Query query, Set<String> known) {
        query.values().forEach((name, values) -> {
            if (!known.contains(name)) {
                String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
                throw JsonBody.invalid("there is no parameter " + shown + " here; "
                        + (known.isEmpty()
                                ? "there are none"
                                : "known are " + String.join(", ", new TreeSet<>(known))));
            }
            if (values.size() > 1) {
                throw JsonBody.invalid(
                        "the parameter " + name + " must be there once, but was " + values.size() + " times");
            }
        });
    }
}
