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
                String allowed = String.join(", ", new TreeSet<>(known));
                throw JsonBody.invalid(
                        allowed.isEmpty()
                                ? "there must be no parameters, but there was " + shown
                                : "the parameters must be among " + allowed + ", but one was " + shown);
            }
            if (values.size() > 1) {
                throw JsonBody.invalid(
                        "the parameter " + name + " must be given once, but was given " + values.size() + " times");
            }
        });
    }
}
