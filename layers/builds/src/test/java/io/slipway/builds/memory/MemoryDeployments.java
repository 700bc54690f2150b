package io.slipway.builds.memory;

import io.slipway.builds.retention.DeploymentState;
import io.slipway.builds.retention.Deployments;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

final class MemoryDeployments implements Deployments {
    private final Map<SpaceName, TreeMap<String, DeploymentState>> states = new HashMap<>();

    @Override
    public synchronized List<DeploymentState> states(SpaceName space) {
        return List.copyOf(states.getOrDefault(space, new TreeMap<>()).values());
    }

    private synchronized void change(SpaceName space, String deployment, UnaryOperator<DeploymentState> change) {
        states.computeIfAbsent(space, name -> new TreeMap<>())
                .compute(
                        deployment,
                        (id, state) -> change.apply(state == null ? DeploymentState.none(deployment) : state));
    }

    @Override
    public void request(SpaceName space, String deployment, Instant now) {
        change(space, deployment, it -> new DeploymentState(deployment, Optional.of(now), it.retired(), it.leased()));
    }

    @Override
    public void retire(SpaceName space, String deployment, Instant now) {
        change(space, deployment, it -> new DeploymentState(deployment, it.requested(), Optional.of(now), it.leased()));
    }

    @Override
    public void lease(SpaceName space, String deployment, Instant until) {
        change(
                space,
                deployment,
                it -> new DeploymentState(deployment, it.requested(), it.retired(), Optional.of(until)));
    }
}
