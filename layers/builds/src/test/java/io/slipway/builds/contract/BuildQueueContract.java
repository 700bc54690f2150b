package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.instant.InstantEngine;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildStatus;
import io.slipway.core.name.SpaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link BuildQueue}. All spaces share one queue, so each test empties it. */
public abstract class BuildQueueContract extends BuildContract {
    private static final int MANY = 1_000;

    private BuildQueue queue() {
        return ports().queue();
    }

    @AfterEach
    void leave_the_queue_empty() {
        queue().waiting(MANY).forEach(queue()::leave);
        queue().instant(MANY).forEach(queue()::leaveInstant);
        queue().placed().forEach(queue()::release);
    }

    private BuildId add(SpaceName space, String builder, BuildStatus status) {
        Build build = build(
                space,
                "web",
                "deployments-" + id(space).id(),
                "key-" + id(space).id(),
                builder,
                status);
        assertThat(ports().builds().add(build, before(build))).isTrue();
        return build.id();
    }

    private BuildId waiting(SpaceName space) {
        return add(space, BuildInputs.BUILDER, BuildStatus.NEW);
    }

    @Test
    void waiting_builds_are_ordered_by_age_regardless_of_their_space() {
        leave_the_queue_empty();
        BuildId first = waiting(space());
        BuildId second = waiting(space());
        BuildId third = waiting(first.space());
        assertThat(queue().waiting(10)).containsExactly(first, second, third);
        assertThat(queue().waiting(2)).containsExactly(first, second);
        queue().leave(second);
        queue().leave(second);
        assertThat(queue().waiting(10)).containsExactly(first, third);
    }

    @Test
    void running_instant_builds_do_not_occupy_a_slot() {
        leave_the_queue_empty();
        SpaceName space = space();
        BuildId first = add(space, InstantEngine.VERSION, InstantBuilds.begun(NOON, true));
        BuildId second = add(space, InstantEngine.VERSION, InstantBuilds.begun(NOON, false));
        assertThat(queue().instant(10)).containsExactly(first, second);
        assertThat(queue().instant(1)).containsExactly(first);
        assertThat(queue().waiting(10)).isEmpty();
        queue().leaveInstant(first);
        assertThat(queue().instant(10)).containsExactly(second);
        assertThat(queue().placed()).isEmpty();
    }

    @Test
    void a_build_keeps_its_slot_until_it_is_released() {
        leave_the_queue_empty();
        SpaceName space = space();
        BuildId first = id(space);
        BuildId second = id(space);
        assertThat(queue().reserve(first, 1)).isTrue();
        assertThat(queue().reserve(first, 1)).as("again").isTrue();
        assertThat(queue().reserve(second, 1)).isFalse();
        assertThat(queue().placed()).containsExactly(first);
        assertThat(queue().reserve(second, 2)).isTrue();
        queue().release(first);
        queue().release(first);
        assertThat(queue().placed()).containsExactly(second);
    }

    @Test
    void concurrent_reservations_never_exceed_the_number_of_slots() throws Exception {
        leave_the_queue_empty();
        SpaceName space = space();
        List<Future<Boolean>> taken = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                BuildId build = id(space);
                taken.add(executor.submit(() -> queue().reserve(build, 3)));
            }
        }
        int places = 0;
        for (Future<Boolean> one : taken) {
            places += one.get() ? 1 : 0;
        }
        assertThat(places).isEqualTo(3);
        assertThat(queue().placed()).hasSize(3);
    }

    @Test
    void a_build_whose_job_never_began_returns_to_the_queue() {
        leave_the_queue_empty();
        BuildId build = waiting(space());
        queue().leave(build);
        assertThat(ports().builds().started(build, "job:1", NOON)).isTrue();
        assertThat(ports().builds().waitAgain(build, "job:2")).isFalse();
        assertThat(queue().waiting(10)).isEmpty();
        assertThat(ports().builds().waitAgain(build, "job:1")).isTrue();
        assertThat(queue().waiting(10)).containsExactly(build);
        assertThat(ports().builds().find(build).orElseThrow().status()).isEqualTo(BuildStatus.NEW);
    }

    @Test
    void only_the_holder_of_a_lease_can_renew_it() {
        leave_the_queue_empty();
        BuildId build = add(space(), InstantEngine.VERSION, InstantBuilds.begun(NOON, true));
        String lease = String.valueOf(
                ports().builds().find(build).orElseThrow().status().job());
        assertThat(ports().builds().lease(build, "instant/1", "instant/3")).isFalse();
        assertThat(ports().builds().lease(build, lease, "instant/3")).isTrue();
        assertThat(ports().builds().lease(build, lease, "instant/4"))
                .as("already renewed by another function")
                .isFalse();
        assertThat(ports().builds().find(build).orElseThrow().status().job()).isEqualTo("instant/3");
    }
}
