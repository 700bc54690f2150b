package io.slipway.core.identity;

import com.nimbusds.jose.jwk.JWKSet;
import io.slipway.core.access.Grant;
import io.slipway.core.access.RepositoryPattern;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's rule for workloads that an OpenID Connect issuer vouches for.
 *
 * @param issuer the issuer's identifier (OpenID Connect Core 1.0, section 2): an https URL without query and fragment
 * @param audience the audience that a token must be issued for
 * @param claims the claims that a token must have, by name, each with a pattern like those for repositories: {@code *} stands for any characters
 *     but a slash, {@code **} for any
 * @param keys the issuer's public keys (RFC 7517, section 5), if the registry cannot fetch them from the issuer
 * @param grants the grants of the workloads: 1 to {@value Token#MAX_GRANTS}
 * @param created the time at which the rule was added
 */
public record IdentityRule(
        String issuer,
        String audience,
        SortedMap<String, String> claims,
        Optional<String> keys,
        List<Grant> grants,
        Instant created) {
    /** The longest issuer, audience, and pattern of a claim, in characters. */
    public static final int MAX_LENGTH = 300;

    /** The most claims of one rule. */
    public static final int MAX_CLAIMS = 10;

    /** The most characters of a rule's own keys. */
    public static final int MAX_KEYS_LENGTH = 16_384;

    private static final Pattern CLAIM_NAME = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final int ID_LENGTH = 16;

    public IdentityRule {
        checkIssuer(issuer);
        checkText("the audience of an identity", audience);
        if (claims.isEmpty() || claims.size() > MAX_CLAIMS) {
            throw new IllegalArgumentException("an identity must have 1 to " + MAX_CLAIMS
                    + " claims, such as sub, because its issuer also issues tokens to others, but had "
                    + claims.size());
        }
        claims.forEach(IdentityRule::checkClaim);
        keys.ifPresent(IdentityRule::readKeys);
        if (grants.isEmpty() || grants.size() > Token.MAX_GRANTS) {
            throw new IllegalArgumentException(
                    "an identity must have 1 to " + Token.MAX_GRANTS + " grants, but had " + grants.size());
        }
        claims = new TreeMap<>(claims);
        grants = List.copyOf(grants);
    }

    /** Returns the id of the rule; each combination of issuer, audience and claims has one rule. */
    public String id() {
        String key = String.join("\n", issuer, audience, claims.toString());
        return Digest.of(DigestAlgorithm.SHA256, key.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_LENGTH);
    }

    /** Returns the same rule with other grants. */
    public IdentityRule withGrants(List<Grant> others) {
        return new IdentityRule(issuer, audience, claims, keys, others, created);
    }

    /** Returns the rule's own keys. */
    Optional<JWKSet> keySet() {
        return keys.map(IdentityRule::readKeys);
    }

    /** Returns whether the rule is about a token for these audiences with these claims. */
    boolean covers(List<String> audiences, Map<String, Object> found) {
        return audiences.contains(audience)
                && claims.entrySet().stream().allMatch(claim -> matches(claim.getValue(), found.get(claim.getKey())));
    }

    private static boolean matches(String pattern, @Nullable Object value) {
        return switch (value) {
            case null -> false;
            case List<?> list -> list.stream().anyMatch(element -> matches(pattern, element));
            case String text -> RepositoryPattern.matches(pattern, text);
            case Number number -> RepositoryPattern.matches(pattern, number.toString());
            case Boolean bool -> RepositoryPattern.matches(pattern, bool.toString());
            default -> false;
        };
    }

    private static void checkIssuer(String issuer) {
        checkText("the issuer of an identity", issuer);
        try {
            URI address = new URI(issuer);
            if ("https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // The message below says what an issuer must be.
        }
        throw new IllegalArgumentException(
                "the issuer of an identity must be an https:// URL with a host and without user, query and fragment, but was "
                        + Quoted.of(issuer));
    }

    private static void checkClaim(String name, String pattern) {
        if (!CLAIM_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a claim must have 1 to 100 visible ASCII characters, but was " + Quoted.of(name));
        }
        checkText("the claim " + name, pattern);
    }

    private static void checkText(String what, String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + MAX_LENGTH + " characters, but was " + Quoted.of(text));
        }
    }

    private static JWKSet readKeys(String text) {
        if (text.length() > MAX_KEYS_LENGTH) {
            throw new IllegalArgumentException("the keys of an identity must have at most " + MAX_KEYS_LENGTH
                    + " characters, but had " + text.length());
        }
        JWKSet keys = parse(text);
        if (keys.isEmpty()
                || keys.getKeys().stream()
                        .anyMatch(key ->
                                key.isPrivate() || key.getKeyType().getValue().equals("oct"))) {
            throw new IllegalArgumentException(
                    "the keys of an identity must be public keys, at least one, as the issuer publishes them");
        }
        return keys;
    }

    private static JWKSet parse(String text) {
        try {
            return JWKSet.parse(text);
        } catch (ParseException | NullPointerException e) {
            // The library does not expect null among the keys.
            throw new IllegalArgumentException("the keys of an identity must be a JSON Web Key Set (RFC 7517)", e);
        }
    }
}
