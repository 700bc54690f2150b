package io.slipway.core.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.slipway.core.access.VerifiedTokens.Verified;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.RepositoryName;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The short-lived bearer tokens between {@code /token} and the registry: JSON web tokens (ES256) whose claim {@code access} has Docker's form ("Token
 * Authentication Implementation"). Other claims are {@code refused}, the requested access that was refused; {@code spaces}, the spaces whose
 * repositories may all be pulled; {@code catalog}, the grants whose repositories may be listed; and {@code reach}, the places that the caller may
 * push to. Functions that only verify tokens hold no key that could sign one.
 */
public final class BearerTokens {
    /** The lifetime of a bearer token, and so the longest time for which a revoked token still works. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The name of this registry as issuer, audience and Docker's "service". */
    public static final String SERVICE = "slipway";

    /** The claim with the generation of the space of a repository or a grant; absent for the first space of a name. */
    static final String GENERATION = "generation";

    /** The maximum time, in seconds, by which the clock of the token service may be ahead of ours. */
    private static final long CLOCK_SKEW = 60;

    private final VerifyingKeys keys;
    private final Clock clock;
    private final VerifiedTokens verified = new VerifiedTokens();

    public BearerTokens(VerifyingKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the caller of a token that one of our keys has signed and that has not expired; empty for any other. */
    public Optional<Caller> verify(String token) {
        long now = clock.instant().getEpochSecond();
        Optional<Verified> known = verified.get(token);
        if (known.isPresent()) {
            // The key may have been retired since.
            return known.filter(it -> it.isAlive(now)
                            && keys.byId(it.key())
                                    .filter(key -> key.id().equals(it.key()))
                                    .isPresent())
                    .map(Verified::caller);
        }
        Optional<Verified> found = signed(token).filter(it -> it.isAlive(now));
        found.ifPresent(it -> verified.put(token, it));
        return found.map(Verified::caller);
    }

    /** Verifies the signature. */
    private Optional<Verified> signed(String token) {
        try {
            JWSObject signed = JWSObject.parse(token);
            if (!JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm())) {
                return Optional.empty();
            }
            String id = signed.getHeader().getKeyID();
            Optional<VerifyingKey> key = id == null ? Optional.empty() : keys.byId(id);
            if (key.isEmpty() || !signed.verify(new ECDSAVerifier(key.get().key()))) {
                return Optional.empty();
            }
            JsonNode claims = JsonTree.read(signed.getPayload().toBytes());
            if (!claims.path("aud").asText().equals(SERVICE)) {
                return Optional.empty();
            }
            return Optional.of(new Verified(
                    key.get().id(),
                    read(claims),
                    claims.path("nbf").asLong() - CLOCK_SKEW,
                    claims.path("exp").asLong()));
        } catch (ParseException | JOSEException | java.io.IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Caller read(JsonNode claims) throws JsonProcessingException {
        Set<String> spaces = new HashSet<>();
        claims.path("spaces").forEach(space -> spaces.add(space.asText()));
        return new Caller(
                claims.path("sub").asText(),
                read(claims, "access"),
                read(claims, "refused"),
                spaces,
                claims.has("catalog") ? Optional.of(readCatalog(claims.path("catalog"))) : Optional.empty(),
                readReach(claims.path("reach")),
                Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    private static PushReach readReach(JsonNode claim) {
        return new PushReach(
                claim.path("administrator").asBoolean(),
                claim.path("spaces").valueStream().map(JsonNode::asText).toList());
    }

    private static List<Grant> readCatalog(JsonNode claim) {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode grant : claim) {
            grants.add(new Grant(
                    grant.path("space").asText(),
                    grant.path("repository").asText(),
                    EnumSet.of(Action.PULL),
                    grant.path(GENERATION).asInt()));
        }
        return grants;
    }

    private static List<Access> read(JsonNode claims, String name) {
        List<Access> list = new ArrayList<>();
        for (JsonNode entry : claims.path(name)) {
            Set<Action> actions = EnumSet.noneOf(Action.class);
            entry.path("actions").forEach(word -> Action.named(word.asText()).ifPresent(actions::add));
            list.add(new Access(
                    RepositoryName.parse(entry.path("name").asText())
                            .at(entry.path(GENERATION).asInt()),
                    actions));
        }
        return list;
    }
}
