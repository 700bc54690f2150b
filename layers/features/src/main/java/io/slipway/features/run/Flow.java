package io.slipway.features.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Tracks the files that sensitive values flowed into, and the texts that they wrote there. */
final class Flow {
    private final Map<String, Set<String>> files = new HashMap<>();

    /** Records that sensitive values flowed into a file, or decided its content. */
    void into(String file, Collection<String> secrets) {
        files.computeIfAbsent(file, key -> new LinkedHashSet<>()).addAll(secrets);
    }

    /** Records that the content of one file may have flowed into another. */
    void on(String from, String to) {
        Set<String> secrets = files.get(from);
        if (secrets != null) {
            into(to, secrets);
        }
    }

    boolean reached(String file) {
        return files.containsKey(file);
    }

    /** Returns the sensitive texts that were written into a file. */
    Set<String> secrets(String file) {
        return files.getOrDefault(file, Set.of());
    }
}
