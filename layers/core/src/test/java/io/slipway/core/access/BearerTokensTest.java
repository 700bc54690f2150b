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
    void a_token_states_the_granted_and_the_refused_access() {
        Caller caller = at(NOW).verify(issued()).orElseThrow();
        assertThat(caller).usingRecursiveComparison().ignoringFields("until").isEqualTo(CALLER);
        assertThat(caller.until()).isEqualTo(NOW.plus(BearerTokens.LIFETIME));
        assertThat(caller.may(Action.PULL, APP)).isTrue();
        assertThat(caller.may(Action.PUSH, APP)).isFalse();
        assertThat(caller.wasRefused(Action.PUSH, APP)).isTrue();
        assertThat(caller.may(Action.PULL, RepositoryName.parse("other/app"))).isFalse();
        assertThat(caller.mayPullAllOf(SpaceName.DEFAULT)).isTrue();
    }

    @Test
    void the_claims_of_a_token_have_dockers_form() throws Exception {
        String payload = issued().split("\\.", -1)[1];
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("access").toString())
                .isEqualTo("[{\"type\":\"repository\",\"name\":\"app\",\"actions\":[\"pull\"]}]");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void a_token_expires_after_its_lifetime() {
        String token = issued();
        assertThat(at(NOW.plus(BearerTokens.LIFETIME).minusSeconds(1)).verify(token))
                .isPresent();
        assertThat(at(NOW.plus(BearerTokens.LIFETIME)).verify(token)).isEmpty();
    }

    @Test
    void a_token_is_valid_while_its_key_is_known_and_only_with_that_key() {
        VerifyingKeys known =
                id -> Optional.of(KEY.verifying()).filter(key -> key.id().equals(id));
        assertThat(tokens(known, NOW).verify(issued())).isPresent();
        assertThat(tokens(id -> Optional.empty(), NOW).verify(issued())).isEmpty();
        VerifyingKeys another = id -> Optional.of(SigningKey.of("n".repeat(48)).verifying());
        assertThat(tokens(another, NOW).verify(issued())).isEmpty();
    }

    @Test
    void expiry_and_key_of_an_already_verified_token_are_checked_again() {
        MovingClock clock = new MovingClock(NOW);
        AtomicReference<Optional<VerifyingKey>> known = new AtomicReference<>(Optional.of(KEY.verifying()));
        BearerTokens tokens = new BearerTokens(id -> known.get(), clock);
        String token = issued();
        Caller caller = tokens.verify(token).orElseThrow();
        assertThat(tokens.verify(token))
                .as("without verifying the signature again")
                .containsSame(caller);
        known.set(Optional.empty());
        assertThat(tokens.verify(token)).as("its key is retired").isEmpty();
        known.set(Optional.of(SigningKey.of("n".repeat(48)).verifying()));
        assertThat(tokens.verify(token)).as("its key has changed").isEmpty();
        known.set(Optional.of(KEY.verifying()));
        clock.advance(BearerTokens.LIFETIME.minusSeconds(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.verify(token)).as("it has expired").isEmpty();
    }

    @Test
    void a_token_that_differs_from_a_verified_one_only_in_its_signature_is_refused() {
        BearerTokens tokens = at(NOW);
        String token = issued();
        assertThat(tokens.verify(token)).isPresent();
        String other = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BA" : "AA");
        assertThat(tokens.verify(other)).isEmpty();
    }

    @Test
    void tokens_beyond_the_size_of_the_cache_are_verified_too() {
        BearerTokens tokens = at(NOW);
        for (int i = 0; i <= VerifiedTokens.MAX; i++) {
            Caller caller = new Caller("c" + i, List.of(), List.of(), Set.of());
            String token = new BearerIssuer(() -> KEY, Clock.fixed(NOW, ZoneOffset.UTC)).issue(caller);
            assertThat(tokens.verify(token).orElseThrow().subject()).isEqualTo("c" + i);
        }
    }

    /** Verifiers hold nothing that works as a secret: using the public key as an HMAC secret is a well-known attack. */
    @Test
    void a_token_signed_with_the_public_key_is_refused() throws Exception {
        JWSObject forged = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(KEY.verifying().id())
                        .build(),
                JWSObject.parse(issued()).getPayload());
        forged.sign(new MACSigner(KEY.verifying().encoded()));
        assertThat(at(NOW).verify(forged.serialize())).isEmpty();
    }

    @Test
    void a_secret_always_gives_the_same_key_and_another_secret_a_different_one() {
        assertThat(SigningKey.of("k".repeat(48)).verifying().id())
                .isEqualTo(KEY.verifying().id());
        assertThat(SigningKey.of("n".repeat(48)).verifying().id())
                .isNotEqualTo(KEY.verifying().id());
        assertThat(VerifyingKey.read(KEY.verifying().encoded()).id())
                .isEqualTo(KEY.verifying().id());
        assertThat(KEY.toString()).isEqualTo("SigningKey " + KEY.verifying().id());
    }

    @Test
    void a_changed_token_is_refused() {
        String[] parts = issued().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("pull", "push").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(at(NOW).verify(parts[0] + "." + forged + "." + parts[2])).isEmpty();
    }

    @Test
    void an_unsigned_token_is_refused() {
        String[] parts = issued().split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(at(NOW).verify(none + "." + parts[1] + ".")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "slp_000000000000_x", "e30.e30.e30"})
    void text_that_is_not_a_token_is_refused(String text) {
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
