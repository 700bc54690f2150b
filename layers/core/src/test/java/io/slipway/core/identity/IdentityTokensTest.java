package io.slipway.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.error.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens get the grants of the rules that match their claims, and other tokens get nothing. */
class IdentityTokensTest {
    private static final String ISSUER = "https://token.actions.example.com";
    private static final String AUDIENCE = "registry.example.com";
    private static final Grant PUSH = new Grant("default", "acme/**", Set.of(Action.PULL, Action.PUSH));
    private static final Grant PULL = new Grant("default", "base/*", Set.of(Action.PULL));

    private final MovingClock clock = new MovingClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final ECKey key = key("now");
    private final List<String> fetched = new ArrayList<>();
    private final List<IdentityRule> rules = new ArrayList<>();
    private final IdentityTokens tokens = new IdentityTokens(stored(), this::published, clock);

    @Test
    void a_token_gets_the_grants_of_each_rule_that_covers_it() {
        rule(claims("sub", "repo:acme/web:ref:refs/heads/*"), PUSH);
        rule(claims("repository_owner", "acme"), PULL);
        rule(claims("repository_owner", "others"), Grant.everything());
        Optional<Token> token = tokens.verify(signed(claims -> claims.claim("repository_owner", "acme")));
        assertThat(token).map(Token::grants).contains(List.of(PUSH, PULL));
        assertThat(token).map(Token::name).contains("repo:acme/web:ref:refs/heads/main");
        assertThat(token.flatMap(Token::expires)).contains(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void every_claim_of_a_rule_must_match() {
        rule(claims("sub", "repo:acme/**", "environment", "production"), PUSH);
        assertThat(tokens.verify(signed(claims -> claims))).isEmpty();
        assertThat(tokens.verify(signed(claims -> claims.claim("environment", "staging"))))
                .isEmpty();
        assertThat(tokens.verify(signed(claims -> claims.claim("environment", "production"))))
                .isPresent();
    }

    @Test
    void a_claim_may_be_a_list_a_number_or_a_flag() {
        rule(claims("groups", "deployers", "run_attempt", "1", "protected", "true"), PUSH);
        assertThat(tokens.verify(signed(claims -> claims.claim("groups", List.of("staff", "deployers"))
                        .claim("run_attempt", 1)
                        .claim("protected", true))))
                .isPresent();
        assertThat(tokens.verify(signed(claims -> claims.claim("groups", Map.of("deployers", "deployers"))
                        .claim("run_attempt", 1)
                        .claim("protected", true))))
                .isEmpty();
    }

    @Test
    void a_star_of_a_pattern_does_not_cross_a_slash() {
        rule(claims("sub", "repo:acme/*"), PUSH);
        assertThat(tokens.verify(signed(claims -> claims))).isEmpty();
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        rule(claims("sub", "**"), PUSH);
        assertThat(tokens.verify(signed(claims -> claims.audience("elsewhere.example.com"))))
                .isEmpty();
        assertThat(tokens.verify(signed(claims -> claims.audience(List.of("elsewhere.example.com", AUDIENCE)))))
                .isPresent();
    }

    @Test
    void times_are_checked_with_a_tolerance_for_clock_differences() {
        rule(claims("sub", "**"), PUSH);
        String token =
                signed(claims -> claims.notBeforeTime(Date.from(clock.instant().plusSeconds(59))));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofMinutes(5).plusSeconds(59));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.verify(token)).isEmpty();
        assertThat(tokens.verify(signed(
                        claims -> claims.notBeforeTime(Date.from(clock.instant().plusSeconds(120))))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "aud", "exp"})
    void a_token_without_a_required_claim_is_refused(String missing) {
        rule(claims("iss", ISSUER), PUSH);
        assertThat(tokens.verify(signed(claims -> claims.claim(missing, null)))).isEmpty();
    }

    @Test
    void a_signature_by_another_key_is_refused() {
        rule(claims("sub", "**"), PUSH);
        assertThat(tokens.verify(sign(key("now"), claims(it -> it)))).isEmpty();
    }

    @Test
    void an_unsigned_token_and_one_signed_with_a_shared_secret_are_refused() throws JOSEException {
        rule(claims("sub", "**"), PUSH);
        assertThat(tokens.verify(new PlainJWT(claims(it -> it)).serialize())).isEmpty();
        SignedJWT shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("now").build(), claims(it -> it));
        shared.sign(new MACSigner(key.toPublicJWK().toJSONString()));
        assertThat(tokens.verify(shared.serialize())).isEmpty();
    }

    @Test
    void only_issuers_that_a_rule_names_are_asked_for_keys() {
        rule(claims("sub", "**"), PUSH);
        assertThat(tokens.verify(signed(claims -> claims.issuer("https://evil.example.com"))))
                .isEmpty();
        assertThat(tokens.verify("not a token")).isEmpty();
        assertThat(fetched).isEmpty();
    }

    @Test
    void the_issuer_of_a_rule_with_its_own_keys_is_not_asked() {
        rules.add(new IdentityRule(
                ISSUER,
                AUDIENCE,
                claims("sub", "**"),
                Optional.of(new JWKSet(key.toPublicJWK()).toString()),
                List.of(PUSH),
                clock.instant()));
        assertThat(tokens.verify(signed(claims -> claims))).isPresent();
        assertThat(tokens.verify(sign(key("other"), claims(it -> it)))).isEmpty();
        assertThat(fetched).isEmpty();
    }

    @Test
    void an_issuer_that_does_not_answer_is_reported_as_a_temporary_failure() {
        IdentityTokens unreachable = new IdentityTokens(
                stored(),
                issuer -> (selector, context) -> {
                    throw new KeySourceException("no answer");
                },
                clock);
        rule(claims("sub", "**"), PUSH);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> unreachable.verify(signed(claims -> claims)))
                .withMessageContaining("the keys of " + ISSUER + " could not be read")
                .extracting(RegistryException::status)
                .isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example.com",
                "https://user@issuer.example.com",
                "https://issuer.example.com?a=b",
                "https://issuer.example.com#a",
                "https://",
                "issuer",
                "https://issuer .example.com"
            })
    void an_issuer_must_be_an_https_url(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentityRule(
                        issuer, AUDIENCE, claims("sub", "a"), Optional.empty(), List.of(PUSH), clock.instant()))
                .withMessageContaining("must be an https:// URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}"})
    void keys_of_a_rule_must_be_public_keys(String keys) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentityRule(
                        ISSUER, AUDIENCE, claims("sub", "a"), Optional.of(keys), List.of(PUSH), clock.instant()))
                .withMessageContaining("the keys of an identity must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentityRule(
                        ISSUER,
                        AUDIENCE,
                        claims("sub", "a"),
                        Optional.of(new JWKSet(key).toString(false)),
                        List.of(PUSH),
                        clock.instant()))
                .withMessageContaining("must be public keys");
    }

    @Test
    void a_rule_must_have_at_least_one_claim() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentityRule(
                        ISSUER, AUDIENCE, new TreeMap<>(), Optional.empty(), List.of(PUSH), clock.instant()))
                .withMessageContaining("must have 1 to 10 claims");
    }

    private void rule(SortedMap<String, String> claims, Grant grant) {
        rules.add(new IdentityRule(ISSUER, AUDIENCE, claims, Optional.empty(), List.of(grant), clock.instant()));
    }

    private static SortedMap<String, String> claims(String... pairs) {
        SortedMap<String, String> claims = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            claims.put(pairs[i], pairs[i + 1]);
        }
        return claims;
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(key, claims(change));
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject("repo:acme/web:ref:refs/heads/main")
                        .audience(AUDIENCE)
                        .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(5)))))
                .build();
    }

    private static String sign(ECKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWKSource<SecurityContext> published(String issuer) {
        fetched.add(issuer);
        return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
    }

    private IdentityRules stored() {
        return new IdentityRules() {
            @Override
            public List<IdentityRule> list() {
                return List.copyOf(rules);
            }

            @Override
            public void put(IdentityRule rule) {
                rules.add(rule);
            }

            @Override
            public boolean remove(String id) {
                return rules.removeIf(rule -> rule.id().equals(id));
            }
        };
    }
}
