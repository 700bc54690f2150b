package io.slipway.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final List<String> told = new ArrayList<>();
    private final Patience patience = new Patience(Duration.ofMillis(200), Duration.ofMillis(5), told::add);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void a_request_is_repeated_until_there_is_an_answer_and_that_is_told_once() {
        assertThat(patience.call(answeredAt(4, true))).isEqualTo("answer");
        assertThat(sent).hasValue(4);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_refused_first_connection_fails_at_once() {
        assertThatThrownBy(() -> patience.call(answeredAt(2, false))).isInstanceOf(Unavailable.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    void a_server_that_was_there_before_may_be_away_for_a_while() {
        patience.call(answeredAt(1, true));
        sent.set(0);
        assertThat(patience.call(answeredAt(3, false))).isEqualTo("answer");
    }

    @Test
    void it_ends_after_its_time() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> patience.call(answeredAt(Integer.MAX_VALUE, true)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("away");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(sent.get()).isGreaterThan(3);
    }

    @Test
    void a_pause_that_the_registry_asks_for_is_kept() {
        Supplier<String> request = () -> {
            if (sent.incrementAndGet() < 2) {
                throw new Unavailable("busy", true, Duration.ofMillis(100));
            }
            return "answer";
        };
        long start = System.nanoTime();
        patience.call(request);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    private Supplier<String> answeredAt(int attempt, boolean listening) {
        return () -> {
            if (sent.incrementAndGet() < attempt) {
                throw new Unavailable("away", listening, Duration.ZERO);
            }
            return "answer";
        };
    }
}
