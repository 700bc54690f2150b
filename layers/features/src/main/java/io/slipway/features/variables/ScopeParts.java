package io.slipway.features.variables;

import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a deployment, other than its environment, that choose between scoped values; each is a name or an id in
 * Octopus.
 */
public interface ScopeParts {
    @Nullable
    String tenant();

    /** Returns the tenant's tags, such as {@code Regions/EU}. */
    List<String> tenantTags();

    /** Returns the release's channel. */
    @Nullable
    String channel();

    /** Returns the roles (target tags) of the machine. */
    List<String> roles();

    /** Returns the machine (deployment target). */
    @Nullable
    String machine();

    /** Returns the step (action). */
    @Nullable
    String step();

    /** Returns the deployment process or runbook. */
    @Nullable
    String process();

    /**
     * Returns the scope of a deployment of these parts to an environment; an empty part does not restrict the choice.
     */
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
