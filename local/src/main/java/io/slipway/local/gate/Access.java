package io.slipway.local.gate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An access that a call requests.
 *
 * @param action the action, {@code service:Operation}
 * @param resource the ARN of the resource
 * @param context the condition keys and their values, by lower-case name
 */
record Access(String action, String resource, Map<String, Set<String>> context) {
    Access {
        context = Map.copyOf(context);
    }

    static Access to(String action, String resource) {
        return new Access(action, resource, Map.of());
    }

    /** The same, with a condition key more. */
    Access with(String key, Set<String> values) {
        Map<String, Set<String>> all = new HashMap<>(context);
        all.put(key.toLowerCase(Locale.ROOT), Set.copyOf(values));
        return new Access(action, resource, all);
    }

    Access with(String key, String value) {
        return with(key, Set.of(value));
    }
}
