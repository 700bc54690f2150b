package io.slipway.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void calls_run_in_parallel_and_their_results_keep_the_order() {
        CyclicBarrier barrier = new CyclicBarrier(3);
        assertThat(Parallel.all(List.of(meeting(barrier, "a"), meeting(barrier, "b"), meeting(barrier, "c"))))
                .containsExactly("a", "b", "c");
        assertThat(Parallel.all(List.<Supplier<String>>of())).isEmpty();
    }

    @Test
    void no_more_calls_than_allowed_are_under_way_at_once() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        AtomicInteger running = new AtomicInteger();
        List<Supplier<Integer>> calls = Stream.<Supplier<Integer>>generate(() -> () -> {
                    int now = running.incrementAndGet();
                    assertThat(meeting(barrier, "two are under way").get()).isNotEmpty();
                    running.decrementAndGet();
                    return now;
                })
                .limit(10)
                .toList();
        assertThat(Parallel.all(2, calls)).hasSize(10).allMatch(now -> now <= 2);
    }

    private static Supplier<String> meeting(CyclicBarrier barrier, String result) {
        return () -> {
            try {
                barrier.await(1, TimeUnit.MINUTES);
                return result;
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void a_failure_is_rethrown_unchanged_after_all_calls_have_ended() {
        AtomicInteger ended = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.run(
                        ended::incrementAndGet,
                        () -> {
                            throw new UnsupportedOperationException("the second");
                        },
                        () -> {
                            throw new IllegalArgumentException("the third");
                        },
                        ended::incrementAndGet))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the second");
        assertThat(ended).hasValue(2);
    }
}
