package io.slipway.builder.features;

import io.slipway.builds.BuildInputs;
import io.slipway.builds.EffectiveVariable;
import io.slipway.builds.Mask;
import io.slipway.features.octostache.Evaluation;
import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.variables.Variables;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The variables of a build, twice: as they are, and with masks in the place of sensitive values. What comes out differently of the two has
 * a sensitive value in it, whatever a template did with it.
 */
public final class DeploymentValues {
    private final List<EffectiveVariable> declared;
    private final VariableSet real;
    private final VariableSet masked;

    public DeploymentValues(BuildInputs inputs, Clock clock) {
        this.declared = inputs.variables();
        this.real = new VariableSet(
                declared.stream()
                        .map(it -> new Variable(it.name(), it.value(), it.sensitive()))
                        .toList(),
                clock);
        this.masked = real.masked(Mask.MASKED);
    }

    /** The variables as they are. */
    public VariableSet real() {
        return real;
    }

    /** The variables without the sensitive values. */
    public VariableSet masked() {
        return masked;
    }

    /** Whether any of them is sensitive. */
    public boolean anySensitive() {
        return declared.stream().anyMatch(EffectiveVariable::sensitive);
    }

    /** What must not be shown: sensitive values as declared and as they evaluate. */
    public List<String> secrets() {
        return declared.stream()
                .filter(EffectiveVariable::sensitive)
                .<String>mapMulti((variable, next) -> {
                    Optional.ofNullable(variable.value()).ifPresent(next);
                    real.value(variable.name())
                            .map(Variables.Value::text)
                            .filter(Objects::nonNull)
                            .ifPresent(next);
                })
                .distinct()
                .toList();
    }

    /** A template's text; a token without a value stays as it is. */
    public Evaluation evaluate(String template) {
        return real.evaluate(template, false);
    }
}
