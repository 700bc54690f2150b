package io.slipway.features.run;

import io.slipway.features.octostache.OctostacheException;
import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.variables.Variables.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a run that must not be shown: the values of sensitive variables, as they are declared and as they evaluate, and what templates made
 * of them. Messages of parsers quote what they found, and templates are substituted before other features run, so that any of them may be in a message.
 */
final class SensitiveValues {
    private final VariableSet variables;
    private final Map<String, Optional<Value>> values = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private @Nullable TextMask mask;

    /** Those of a variable set. Its variables are only evaluated when there is something to hide them from. */
    SensitiveValues(VariableSet variables) {
        // Evaluating a value to mask it does not count as a use.
        this.variables = variables.copy();
    }

    /** A message without them. */
    String hide(String text) {
        return mask().apply(text, alone, Masking.MASK);
    }

    /** A text in which those are masked that are long enough to be masked wherever they stand, and these where they stand alone. */
    String hide(String text, Set<String> others, String with) {
        return mask().apply(text, others, with);
    }

    /** Adds what was written. */
    void add(Collection<String> texts) {
        TextMask into = mask();
        for (String text : texts) {
            if (known.add(text)) {
                Spellings.of(text).stream().filter(TextMask::telling).forEach(into::add);
            }
        }
    }

    /** The value of a variable, if it is sensitive. */
    Optional<Value> sensitive(String name) {
        return values.computeIfAbsent(name, this::evaluated).filter(Value::sensitive);
    }

    private TextMask mask() {
        TextMask made = mask;
        if (made == null) {
            made = new TextMask();
            mask = made;
            for (Variable variable : variables.declared()) {
                if (variable.sensitive()) {
                    String value = Objects.requireNonNullElse(variable.value(), "");
                    add(List.of(value));
                    sensitive(variable.name()).map(Value::secrets).ifPresent(this::add);
                    Spellings.of(value).stream()
                            .filter(text -> !TextMask.telling(text))
                            .forEach(alone::add);
                }
            }
        }
        return made;
    }

    private Optional<Value> evaluated(String name) {
        try {
            return variables.value(name);
        } catch (OctostacheException | StackOverflowError e) {
            // What has no value is nowhere.
            return Optional.empty();
        }
    }
}
