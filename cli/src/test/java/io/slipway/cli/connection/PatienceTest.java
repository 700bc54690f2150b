package io.slipway.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final List<String> told = new ArrayList<>();
    private final Patience patience = new Patience(Duration.ofSeconds(30), Duration.ofMillis(5), told::add);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void a_request_is_retried_until_there_is_a_response_with_one_message() {
        assertThat(patience.call(answeredAt(4, true))).isEqualTo("answer");
        assertThat(sent).hasValue(4);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_refused_first_connection_fails_immediately() {
        assertThatThrownBy(() -> patience.call(answeredAt(2, false))).isInstanceOf(Unavailable.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    void a_refused_connection_after_a_response_is_retried() {
        patience.call(answeredAt(1, true));
        sent.set(0);
        assertThat(patience.call(answeredAt(3, false))).isEqualTo("answer");
    }

    @Test
    void retries_end_when_the_time_is_up() {
        Patience brief = new Patience(Duration.ofSeconds(2), Duration.ofMillis(5), told::add);
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatThrownBy(() -> brief.call(answeredAt(Integer.MAX_VALUE, true)))
                        .isInstanceOf(Unavailable.class)
                        .hasMessage("away"));
        assertThat(sent.get()).isGreaterThan(3);
    }

    @Test
    void a_pause_requested_by_the_registry_is_respected() {
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
