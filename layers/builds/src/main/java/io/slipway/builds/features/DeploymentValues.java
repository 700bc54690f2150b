package io.slipway.builds.features;

import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildLog;
import io.slipway.features.octostache.TemplateResult;
import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.variables.Variables;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The variables of a build. */
public final class DeploymentValues {
    private final List<Variable> declared;
    private final VariableSet real;

    public DeploymentValues(BuildInputs inputs, Clock clock) {
        this.declared = inputs.variables();
        this.real = new VariableSet(declared, clock);
    }

    /** Returns the variables, sensitive values included. */
    public VariableSet real() {
        return real;
    }

    /** Logs the variables that are not used so far. */
    public void sayUnused(BuildLog log) {
        List<String> unused = real.unused();
        if (!unused.isEmpty()) {
            log.say(unused.size() + (unused.size() == 1 ? " variable was" : " variables were") + " not used: "
                    + String.join(", ", unused));
        }
    }

    /** Returns the texts to mask: sensitive values as declared and as evaluated. */
    public List<String> secrets() {
        // Evaluating a value to mask it does not count as a use.
        VariableSet own = real.copy();
        return declared.stream()
                .filter(Variable::sensitive)
                .<String>mapMulti((variable, next) -> {
                    Optional.ofNullable(variable.value()).ifPresent(next);
                    own.value(variable.name())
                            .map(Variables.Value::text)
                            .filter(Objects::nonNull)
                            .ifPresent(next);
                })
                .distinct()
                .toList();
    }

    /** Evaluates a template; a token without a value is unchanged. */
    public TemplateResult evaluate(String template) {
        return real.evaluate(template, false);
    }
}
