package io.slipway.features.variables;

import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a deployment that, beside its environment, choose between scoped values; each is a name or an id of Octopus. */
public interface ScopeParts {
    @Nullable
    String tenant();

    /** The tenant's tags, such as {@code Regions/EU}. */
    List<String> tenantTags();

    /** The release's channel. */
    @Nullable
    String channel();

    /** The roles (target tags) of the machine. */
    List<String> roles();

    /** The machine (deployment target). */
    @Nullable
    String machine();

    /** The step (action). */
    @Nullable
    String step();

    /** The deployment process or runbook. */
    @Nullable
    String process();

    /** Returns the scope of a deployment with these parts to an environment; a part without a name limits nothing. */
    default DeploymentScope scope(@Nullable String environment) {
        return new DeploymentScope()
                .with(Dimension.ENVIRONMENT, given(environment))
                .with(Dimension.TENANT, given(tenant()))
                .with(Dimension.TENANT_TAG, tenantTags())
                .with(Dimension.CHANNEL, given(channel()))
                .with(Dimension.ROLE, roles())
                .with(Dimension.MACHINE, given(machine()))
                .with(Dimension.ACTION, given(step()))
                .with(Dimension.PROCESS, given(process()));
    }

    private static List<String> given(@Nullable String name) {
        return name == null || name.isEmpty() ? List.of() : List.of(name);
    }
}
