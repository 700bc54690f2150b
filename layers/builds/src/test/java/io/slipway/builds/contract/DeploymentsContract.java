package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.retention.DeploymentState;
import io.slipway.builds.retention.Deployments;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Deployments}. */
public abstract class DeploymentsContract extends BuildContract {
    private static final Instant LATER = NOON.plusSeconds(3600);

    private Deployments deployments() {
        return ports().deployments();
    }

    @Test
    void an_unknown_deployment_has_no_state() {
        assertThat(deployments().states(space())).isEmpty();
    }

    @Test
    void requests_retirement_and_lease_are_stored_independently() {
        SpaceName space = space();
        deployments().request(space, "deployments-1", NOON);
        deployments().retire(space, "deployments-1", LATER);
        deployments().lease(space, "deployments-1", LATER.plusMillis(1));
        assertThat(deployments().states(space))
                .containsExactly(new DeploymentState(
                        "deployments-1", Optional.of(NOON), Optional.of(LATER), Optional.of(LATER.plusMillis(1))));
    }

    @Test
    void the_latest_time_of_each_counts() {
        SpaceName space = space();
        deployments().retire(space, "deployments-1", NOON);
        deployments().retire(space, "deployments-1", LATER);
        deployments().lease(space, "deployments-1", LATER);
        deployments().lease(space, "deployments-1", NOON);
        assertThat(deployments().states(space))
                .containsExactly(
                        new DeploymentState("deployments-1", Optional.empty(), Optional.of(LATER), Optional.of(NOON)));
    }

    @Test
    void each_space_has_its_own_deployments() {
        SpaceName space = space();
        SpaceName next = new SpaceName(space.value(), 1);
        deployments().retire(space, "deployments-1", NOON);
        deployments().retire(space, "deployments-2", NOON);
        assertThat(deployments().states(space))
                .extracting(DeploymentState::deployment)
                .containsExactly("deployments-1", "deployments-2");
        assertThat(deployments().states(next)).isEmpty();
    }
}
