package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACSigner;
import io.slipway.core.contract.MovingClock;
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
import java.util.concurrent.atomic.AtomicReference;
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

    private static final SigningKey KEY = SigningKey.of("k".repeat(48));

    @Test
    void a_token_says_what_was_granted_and_what_refused() {
        Caller caller = at(NOW).verify(issued()).orElseThrow();
        assertThat(caller).usingRecursiveComparison().ignoringFields("until").isEqualTo(CALLER);
        assertThat(caller.until()).isEqualTo(NOW.plus(BearerTokens.LIFE));
        assertThat(caller.may(Action.PULL, APP)).isTrue();
        assertThat(caller.may(Action.PUSH, APP)).isFalse();
        assertThat(caller.wasRefused(Action.PUSH, APP)).isTrue();
        assertThat(caller.may(Action.PULL, RepositoryName.parse("other/app"))).isFalse();
        assertThat(caller.mayPullAllOf(SpaceName.DEFAULT)).isTrue();
    }

    @Test
    void its_claims_have_dockers_form() throws Exception {
        String payload = issued().split("\\.", -1)[1];
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("access").toString())
                .isEqualTo("[{\"type\":\"repository\",\"name\":\"app\",\"actions\":[\"pull\"]}]");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void it_ends_after_its_life() {
        String token = issued();
        assertThat(at(NOW.plus(BearerTokens.LIFE).minusSeconds(1)).verify(token))
                .isPresent();
        assertThat(at(NOW.plus(BearerTokens.LIFE)).verify(token)).isEmpty();
    }

    @Test
    void it_is_good_as_long_as_its_key_is_known_and_by_no_other_key() {
        VerifyingKeys known =
                id -> Optional.of(KEY.verifying()).filter(key -> key.id().equals(id));
        assertThat(tokens(known, NOW).verify(issued())).isPresent();
        assertThat(tokens(id -> Optional.empty(), NOW).verify(issued())).isEmpty();
        VerifyingKeys another = id -> Optional.of(SigningKey.of("n".repeat(48)).verifying());
        assertThat(tokens(another, NOW).verify(issued())).isEmpty();
    }

    @Test
    void one_that_was_verified_before_is_still_checked_for_its_time_and_its_key() {
        MovingClock clock = new MovingClock(NOW);
        AtomicReference<Optional<VerifyingKey>> known = new AtomicReference<>(Optional.of(KEY.verifying()));
        BearerTokens tokens = new BearerTokens(id -> known.get(), clock);
        String token = issued();
        Caller caller = tokens.verify(token).orElseThrow();
        assertThat(tokens.verify(token))
                .as("without another look at the signature")
                .containsSame(caller);
        known.set(Optional.empty());
        assertThat(tokens.verify(token)).as("its key is retired").isEmpty();
        known.set(Optional.of(SigningKey.of("n".repeat(48)).verifying()));
        assertThat(tokens.verify(token)).as("its key is another").isEmpty();
        known.set(Optional.of(KEY.verifying()));
        clock.advance(BearerTokens.LIFE.minusSeconds(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.verify(token)).as("its time is over").isEmpty();
    }

    @Test
    void one_that_differs_from_a_verified_one_in_its_signature_alone_is_refused() {
        BearerTokens tokens = at(NOW);
        String token = issued();
        assertThat(tokens.verify(token)).isPresent();
        String other = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BA" : "AA");
        assertThat(tokens.verify(other)).isEmpty();
    }

    @Test
    void as_many_as_are_kept_are_verified_and_others_too() {
        BearerTokens tokens = at(NOW);
        for (int i = 0; i <= VerifiedTokens.MAX; i++) {
            Caller caller = new Caller("c" + i, List.of(), List.of(), Set.of());
            String token = new BearerIssuer(() -> KEY, Clock.fixed(NOW, ZoneOffset.UTC)).issue(caller);
            assertThat(tokens.verify(token).orElseThrow().subject()).isEqualTo("c" + i);
        }
    }

    /** A verifier has nothing that could stand in the place of a secret: the public key as an HMAC's secret is the known attack. */
    @Test
    void the_public_key_makes_no_token() throws Exception {
        JWSObject forged = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(KEY.verifying().id())
                        .build(),
                JWSObject.parse(issued()).getPayload());
        forged.sign(new MACSigner(KEY.verifying().encoded()));
        assertThat(at(NOW).verify(forged.serialize())).isEmpty();
    }

    @Test
    void a_secret_makes_the_same_key_each_time_and_another_secret_another() {
        assertThat(SigningKey.of("k".repeat(48)).verifying().id())
                .isEqualTo(KEY.verifying().id());
        assertThat(SigningKey.of("n".repeat(48)).verifying().id())
                .isNotEqualTo(KEY.verifying().id());
        assertThat(VerifyingKey.read(KEY.verifying().encoded()).id())
                .isEqualTo(KEY.verifying().id());
        assertThat(KEY.toString()).isEqualTo("SigningKey " + KEY.verifying().id());
    }

    @Test
    void one_that_was_changed_is_refused() {
        String[] parts = issued().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("pull", "push").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(at(NOW).verify(parts[0] + "." + forged + "." + parts[2])).isEmpty();
    }

    @Test
    void one_without_a_signature_is_refused() {
        String[] parts = issued().split("\\.", -1);
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

    private static String issued() {
        return new BearerIssuer(() -> KEY, Clock.fixed(NOW, ZoneOffset.UTC)).issue(CALLER);
    }

    private static BearerTokens at(Instant now) {
        return tokens(id -> Optional.of(KEY.verifying()), now);
    }

    private static BearerTokens tokens(VerifyingKeys keys, Instant now) {
        return new BearerTokens(keys, Clock.fixed(now, ZoneOffset.UTC));
    }
}
