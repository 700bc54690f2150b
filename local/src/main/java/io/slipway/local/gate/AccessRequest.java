package io.slipway.local.gate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An access that a call needs.
 *
 * @param action the action, {@code service:Operation}
 * @param resource the ARN of the resource
 * @param context the condition keys and their values, by lower-case name
 */
record AccessRequest(String action, String resource, Map<String, Set<String>> context) {
    AccessRequest {
        context = Map.copyOf(context);
    }

    static AccessRequest to(String action, String resource) {
        return new AccessRequest(action, resource, Map.of());
    }

    /** Returns this access with another condition key. */
    AccessRequest with(String key, Set<String> values) {
        Map<String, Set<String>> all = new HashMap<>(context);
        all.put(key.toLowerCase(Locale.ROOT), Set.copyOf(values));
        return new AccessRequest(action, resource, all);
    }

    AccessRequest with(String key, String value) {
        return with(key, Set.of(value));
    }
}
