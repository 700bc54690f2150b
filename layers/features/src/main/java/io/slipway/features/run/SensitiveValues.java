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
 * The secret texts of a run: the values of sensitive variables, as declared and as evaluated, and the results of templates with them.
 * Parsers quote their input in messages, and templates are substituted before the other features run, so that a message may contain any of
 * these texts.
 */
final class SensitiveValues {
    private final VariableSet variables;
    private final Map<String, Optional<Value>> values = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private @Nullable TextMask mask;

    /** Collects the secret texts of a variable set. The variables are evaluated when the first text is masked. */
    SensitiveValues(VariableSet variables) {
        // Evaluating a value to mask it does not count as a use.
        this.variables = variables.copy();
    }

    /** Masks the secret texts in a message. */
    String hide(String text) {
        return mask().apply(text, alone, Masking.MASK);
    }

    /** Masks the secret texts: long ones everywhere, and the given ones as separate words. */
    String hide(String text, Set<String> others, String with) {
        return mask().apply(text, others, with);
    }

    /** Adds written texts. */
    void add(Collection<String> texts) {
        TextMask into = mask();
        for (String text : texts) {
            if (known.add(text)) {
                Spellings.of(text).stream().filter(TextMask::distinctive).forEach(into::add);
            }
        }
    }

    /** Returns the value of a variable if it is sensitive. */
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
                            .filter(text -> !TextMask.distinctive(text))
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
            // A variable without a value cannot appear in a text.
            return Optional.empty();
        }
    }
}
