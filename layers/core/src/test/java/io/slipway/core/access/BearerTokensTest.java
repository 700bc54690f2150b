package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Caller CALLER = new Caller(
                    "0123456789ab",
                    List.of(new Access(APP, Set.of(Action.PULL))),
                    List.of(new Access(APP, Set.of(Action.PUSH))),
                    Set.of("default"))
            .withReach(new PushReach(true, List.of("*", "team-a")));

    private final Keys keys = new Keys("k".repeat(48), "");

    @Test
    void a_token_says_what_was_granted_and_what_refused() {
        Caller caller = at(NOW).verify(at(NOW).issue(CALLER)).orElseThrow();
        assertThat(caller).isEqualTo(CALLER);
        assertThat(caller.may(Action.PULL, APP)).isTrue();
        assertThat(caller.may(Action.PUSH, APP)).isFalse();
        assertThat(caller.wasRefused(Action.PUSH, APP)).isTrue();
        assertThat(caller.may(Action.PULL, RepositoryName.parse("other/app"))).isFalse();
        assertThat(caller.mayPullAllOf(SpaceName.DEFAULT)).isTrue();
    }

    @Test
    void its_claims_have_dockers_form() throws Exception {
        String payload = at(NOW).issue(CALLER).split("\\.", -1)[1];
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("access").toString())
                .isEqualTo("[{\"type\":\"repository\",\"name\":\"app\",\"actions\":[\"pull\"]}]");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void it_ends_after_its_life() {
        String token = at(NOW).issue(CALLER);
        assertThat(at(NOW.plus(BearerTokens.LIFE).minusSeconds(1)).verify(token))
                .isPresent();
        assertThat(at(NOW.plus(BearerTokens.LIFE)).verify(token)).isEmpty();
    }

    @Test
    void it_survives_a_rotation_of_the_key_and_ends_with_the_next() {
        String token = at(NOW).issue(CALLER);
        assertThat(tokens(new Keys("n".repeat(48), "k".repeat(48)), NOW).verify(token))
                .isPresent();
        assertThat(tokens(new Keys("m".repeat(48), "n".repeat(48)), NOW).verify(token))
                .isEmpty();
    }

    @Test
    void one_that_was_changed_is_refused() {
        String[] parts = at(NOW).issue(CALLER).split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("pull", "push").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(at(NOW).verify(parts[0] + "." + forged + "." + parts[2])).isEmpty();
    }

    @Test
    void one_without_a_signature_is_refused() {
        String[] parts = at(NOW).issue(CALLER).split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(at(NOW).verify(none + "." + parts[1] + ".")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "slp_000000000000_x", "e30.e30.e30"})
    void anything_else_is_refused(String text) {
        assertThat(at(NOW).verify(text)).isEmpty();
    }

    private BearerTokens at(Instant now) {
        return tokens(keys, now);
    }

    private static BearerTokens tokens(SigningKeys keys, Instant now) {
        return new BearerTokens(keys, Clock.offset(Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO));
    }

    private record Keys(String now, String before) implements SigningKeys {
        @Override
        public SigningKey current() {
            return SigningKey.of(now);
        }

        @Override
        public Optional<SigningKey> byId(String id) {
            return List.of(now, before).stream()
                    .filter(secret -> !secret.isEmpty())
                    .map(SigningKey::of)
                    .filter(key -> key.id().equals(id))
                    .findFirst();
        }
    }
}
