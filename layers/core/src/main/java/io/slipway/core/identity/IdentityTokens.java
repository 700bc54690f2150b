package io.slipway.core.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.slipway.core.access.ForeignTokens;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.RegistryException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies ID tokens of OpenID Connect issuers (OpenID Connect Core 1.0, section 3.1.3.7) and applies the rules that cover them. Keys are fetched
 * only from issuers that a rule names.
 */
public final class IdentityTokens implements ForeignTokens {
    /** The longest ID token, in characters. */
    public static final int MAX_LENGTH = 16_384;

    /** The difference between the issuer's clock and ours that is tolerated, in seconds. */
    public static final int MAX_CLOCK_SKEW = 60;

    private static final long SECONDS_UNTIL_KEYS_ARE_TRIED_AGAIN = 30;

    private static final Set<JWSAlgorithm> ALGORITHMS = Stream.concat(
                    JWSAlgorithm.Family.RSA.stream(),
                    Stream.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512))
            .collect(Collectors.toUnmodifiableSet());

    private final IdentityRules rules;
    private final IssuerKeys issuers;
    private final Clock clock;

    public IdentityTokens(IdentityRules rules, IssuerKeys issuers, Clock clock) {
        this.rules = rules;
        this.issuers = issuers;
        this.clock = clock;
    }

    @Override
    public Optional<Token> verify(String text) {
        Optional<SignedJWT> token = parse(text);
        Optional<String> issuer = token.flatMap(IdentityTokens::issuer);
        if (token.isEmpty() || issuer.isEmpty()) {
            return Optional.empty();
        }
        Map<Optional<String>, Optional<JWTClaimsSet>> verified = new HashMap<>();
        List<Grant> grants = rules.list().stream()
                .filter(rule -> rule.issuer().equals(issuer.get()))
                .filter(rule -> verified.computeIfAbsent(rule.keys(), keys -> claims(token.get(), rule))
                        .filter(claims -> rule.covers(claims.getAudience(), claims.getClaims()))
                        .isPresent())
                .flatMap(rule -> rule.grants().stream())
                .distinct()
                .limit(Token.MAX_GRANTS)
                .toList();
        return verified.values().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .filter(claims -> !grants.isEmpty())
                .map(claims -> token(claims, grants));
    }

    private static Optional<SignedJWT> parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith("ey")) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(text));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> issuer(SignedJWT token) {
        try {
            return Optional.ofNullable(token.getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<JWTClaimsSet> claims(SignedJWT token, IdentityRule rule) {
        JWKSource<SecurityContext> keys = rule.keySet()
                .<JWKSource<SecurityContext>>map(ImmutableJWKSet::new)
                .orElseGet(() -> issuers.of(rule.issuer()));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(rule.issuer(), clock));
        try {
            return Optional.of(processor.process(token, null));
        } catch (RateLimitReachedException e) {
            throw later(
                    rule.issuer(), "the token's key is not among the issuer's keys, which were fetched a moment ago");
        } catch (KeySourceException e) {
            throw later(rule.issuer(), String.valueOf(e.getMessage()));
        } catch (BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static RegistryException later(String issuer, String reason) {
        return RegistryException.retryAfter(
                "the keys of " + issuer + " could not be read: " + reason + "; try again later",
                SECONDS_UNTIL_KEYS_ARE_TRIED_AGAIN);
    }

    /** Creates a token that is not stored: it expires with the ID token, and its id and name show the subject in events. */
    private Token token(JWTClaimsSet claims, List<Grant> grants) {
        String identity = claims.getIssuer() + "\n" + claims.getSubject();
        String hash = Digest.of(DigestAlgorithm.SHA256, identity.getBytes(StandardCharsets.UTF_8))
                .hex();
        return new Token(
                "oidc" + hash.substring(0, 12),
                name(claims.getSubject()),
                "",
                grants,
                clock.instant(),
                Optional.of(claims.getExpirationTime().toInstant()),
                Optional.empty());
    }

    private static String name(String subject) {
        String printable = subject.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return printable.isEmpty()
                ? "oidc"
                : printable.substring(0, Math.min(printable.length(), Token.MAX_NAME_LENGTH));
    }

    /** Checks issuer, subject and times against the registry's own clock. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsVerifier(String issuer, Clock clock) {
            super(new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "aud", "exp"));
            this.clock = clock;
            setMaxClockSkew(MAX_CLOCK_SKEW);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
