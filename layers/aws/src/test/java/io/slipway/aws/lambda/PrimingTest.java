package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {
    @Test
    void priming_runs_before_the_snapshot() {
        List<String> ran = new ArrayList<>();
        new Priming(() -> ran.add("primed")).beforeCheckpoint(Core.getGlobalContext());
        assertThat(ran).containsExactly("primed");
    }

    @Test
    void a_failure_of_priming_does_not_fail_the_deployment() {
        Priming priming = new Priming(() -> {
            throw new IllegalStateException("the role has not propagated yet");
        });
        assertThatCode(() -> priming.beforeCheckpoint(Core.getGlobalContext())).doesNotThrowAnyException();
    }
}
