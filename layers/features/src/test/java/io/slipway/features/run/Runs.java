package io.slipway.features.run;

import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Report;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Creates runs with the variables of a test. */
final class Runs {
    private Runs() {}

    static Plan plan(Path folder, Map<String, String> variables, Limits limits) throws IOException {
        VariableSet set = of(variables);
        return FileFeatures.plan(folder, Configuration.of(set), set, limits);
    }

    /** Runs the features, and writes the files unless one failed. */
    static Report run(Path folder, VariableSet variables) throws IOException {
        Plan plan = FileFeatures.plan(folder, Configuration.of(variables), variables, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }

    static VariableSet of(Map<String, String> variables) {
        return new VariableSet(
                variables.entrySet().stream()
                        .map(it -> new Variable(it.getKey(), it.getValue(), false))
                        .toList(),
                Clock.systemUTC());
    }
}
