package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.SigningKey;
import io.slipway.core.access.VerifyingKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link io.slipway.core.access.SigningKeys} and {@link io.slipway.core.access.VerifyingKeys}. */
public abstract class KeysContract extends RegistryContract {
    @Test
    void the_current_key_is_published_before_it_signs() {
        SigningKey key = ports().signingKeys().current();
        assertThat(ports().verifyingKeys().byId(key.verifying().id()))
                .map(VerifyingKey::id)
                .contains(key.verifying().id());
        assertThat(ports().signingKeys().current().verifying().id())
                .as("the same until a rotation")
                .isEqualTo(key.verifying().id());
    }

    @Test
    void no_key_is_found_for_an_unknown_id() {
        for (String id : List.of("0123456789abcdef", "", "../other", "x".repeat(1_000))) {
            assertThat(ports().verifyingKeys().byId(id)).isEmpty();
        }
    }
}
