package io.slipway.sdi.run;

import io.slipway.sdi.variables.Variables;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sensitive values out of messages that quote files: templates are substituted before other features run, so what those quote may
 * hold any value.
 */
final class Secrets {
    private static final String HIDDEN = "********";

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** Those of a variable set. */
    static Secrets of(Variables variables) {
        // The longest first, so that one within another leaves no rest.
        return new Secrets(variables.names().stream()
                .map(variables::value)
                .flatMap(Optional::stream)
                .filter(Variables.Value::sensitive)
                .map(Variables.Value::text)
                .filter(text -> text != null && !text.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text without them. */
    String hide(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, HIDDEN);
        }
        return shown;
    }
}
