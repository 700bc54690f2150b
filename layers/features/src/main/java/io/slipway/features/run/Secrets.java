package io.slipway.features.run;

import io.slipway.features.octostache.OctostacheException;
import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.variables.Variables;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sensitive values out of messages: those of parsers quote what they found, and templates are substituted before other features run,
 * so that a file may hold any value.
 */
final class Secrets {
    private static final String HIDDEN = "********";

    private final VariableSet variables;
    private @Nullable List<String> values;

    /** Those of a variable set, as they are declared and as they evaluate; the latter only when there is something to hide them from. */
    Secrets(VariableSet variables) {
        this.variables = variables;
    }

    /** The text without them. */
    String hide(String text) {
        String shown = text;
        for (String value : values()) {
            shown = shown.replace(value, HIDDEN);
        }
        return shown;
    }

    private List<String> values() {
        List<String> known = values;
        if (known == null) {
            // The longest first, so that one within another leaves no rest.
            known = variables.declared().stream()
                    .filter(Variable::sensitive)
                    .flatMap(it -> Stream.of(Objects.requireNonNullElse(it.value(), ""), evaluated(it)))
                    .filter(text -> !text.isBlank())
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
            values = known;
        }
        return known;
    }

    private String evaluated(Variable variable) {
        try {
            return variables.value(variable.name()).map(Variables.Value::text).orElse("");
        } catch (OctostacheException | StackOverflowError e) {
            // What has no value is in no message.
            return "";
        }
    }
}
