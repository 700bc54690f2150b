package io.slipway.cli.transform;

import io.slipway.cli.variables.ScopeOptions;
import io.slipway.features.octostache.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables that Octopus Deploy defines for every deployment, as far as the options determine their values. Files
 * override them.
 */
final class OptionVariables {
    private OptionVariables() {}

    static List<Variable> of(@Nullable String environment, ScopeOptions scope) {
        List<Variable> all = new ArrayList<>();
        add(all, "Octopus.Environment.Name", environment);
        add(all, "Octopus.Deployment.Tenant.Name", scope.tenant());
        add(all, "Octopus.Deployment.Tenant.Tags", String.join(",", scope.tenantTags()));
        add(all, "Octopus.Release.Channel.Name", scope.channel());
        add(all, "Octopus.Machine.Name", scope.machine());
        add(all, "Octopus.Machine.Roles", String.join(",", scope.roles()));
        add(all, "Octopus.Action.Name", scope.step());
        return all;
    }

    private static void add(List<Variable> all, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            all.add(new Variable(name, value, false));
        }
    }
}
