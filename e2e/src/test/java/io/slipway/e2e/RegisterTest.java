package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.e2e.Register.Effect;
import io.slipway.e2e.Register.Operation;
import org.junit.jupiter.api.Test;

/** The checker of {@link ConcurrentClientsTest} rejects impossible histories, and accepts possible ones. */
class RegisterTest {
    private final Register register = new Register();

    @Test
    void a_written_value_is_read() {
        did(1, 2, Effect.set("a"));
        did(3, 4, Effect.seen("a"));
        assertThat(register.contradiction()).isEmpty();
    }

    @Test
    void a_lost_write_is_found() {
        did(1, 2, Effect.set("a"));
        did(3, 4, Effect.seen(Register.ABSENT));
        assertThat(register.contradiction()).isNotEmpty();
    }

    @Test
    void a_read_during_a_write_may_see_either_value() {
        did(1, 2, Effect.set("a"));
        did(3, 9, Effect.set("b"));
        did(4, 5, Effect.seen("b"));
        did(6, 7, Effect.seen("b"));
        assertThat(register.contradiction()).isEmpty();
    }

    @Test
    void an_overwritten_value_that_reappears_is_found() {
        did(1, 2, Effect.set("a"));
        did(3, 9, Effect.set("b"));
        did(4, 5, Effect.seen("b"));
        did(6, 7, Effect.seen("a"));
        assertThat(register.contradiction()).isNotEmpty();
    }

    @Test
    void a_deleted_resource_that_reappears_is_found() {
        did(1, 2, Effect.set("a"));
        did(3, 4, Effect.ended());
        did(5, 6, Effect.present());
        assertThat(register.contradiction()).isNotEmpty();
    }

    @Test
    void two_successful_deletions_of_one_resource_are_found() {
        did(1, 2, Effect.set("a"));
        did(3, 6, Effect.ended());
        did(4, 5, Effect.ended());
        assertThat(register.contradiction()).isNotEmpty();
    }

    @Test
    void an_uncertain_write_explains_both_values() {
        did(1, 2, Effect.set("a"));
        did(3, 9, Effect.maybe(Effect.endedIf("a")));
        did(4, 5, Effect.seen("a"));
        did(10, 11, Effect.seen(Register.ABSENT));
        assertThat(register.contradiction()).isEmpty();
    }

    private void did(long from, long to, Effect effect) {
        register.add(new Operation(from, to, "", effect));
    }
}
