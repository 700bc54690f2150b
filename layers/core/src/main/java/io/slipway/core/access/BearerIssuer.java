package io.slipway.core.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import io.slipway.core.json.JsonTree;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Issues bearer tokens, in the form that {@link BearerTokens} describes. */
public final class BearerIssuer {
    private final SigningKeys keys;
    private final Clock clock;

    public BearerIssuer(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Signs a token with a key that no verifier accepts: the first signature of a process takes a tenth of a second. */
    public static void rehearse() {
        SigningKey key = SigningKey.of("the key for warming up, whose tokens no verifier accepts");
        new BearerIssuer(() -> key, Clock.systemUTC())
                .issue(new Caller(Caller.ANONYMOUS, List.of(), List.of(), Set.of()));
    }

    /** Signs a token with the caller's access. */
    public String issue(Caller caller) {
        Instant now = clock.instant();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", BearerTokens.SERVICE).put("aud", BearerTokens.SERVICE).put("sub", caller.subject());
        claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(BearerTokens.LIFETIME).getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        write(claims.putArray("access"), caller.granted());
        write(claims.putArray("refused"), caller.refused());
        ArrayNode spaces = claims.putArray("spaces");
        caller.readableSpaces().forEach(spaces::add);
        caller.catalog().ifPresent(grants -> {
            ArrayNode catalog = claims.putArray("catalog");
            grants.forEach(grant -> writeGeneration(
                    catalog.addObject().put("space", grant.space()).put("repository", grant.repository()),
                    grant.generation()));
        });
        if (!caller.reach().equals(PushReach.NOWHERE)) {
            ObjectNode reach = claims.putObject("reach")
                    .put("administrator", caller.reach().administrator());
            caller.reach().spaces().forEach(reach.putArray("spaces")::add);
        }
        SigningKey key = keys.current();
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.verifying().id())
                            .build(),
                    new Payload(JsonTree.write(claims)));
            token.sign(new ECDSASigner(key.key()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key must be one for ES256, but is not", e);
        }
    }

    /** Omits the generation of first spaces: most are, and bearer tokens travel in a header. */
    private static void writeGeneration(ObjectNode entry, int generation) {
        if (generation > 0) {
            entry.put(BearerTokens.GENERATION, generation);
        }
    }

    private static void write(ArrayNode array, List<Access> list) {
        for (Access access : list) {
            ObjectNode entry = array.addObject();
            entry.put("type", "repository").put("name", access.repository().familiar());
            writeGeneration(entry, access.repository().space().generation());
            ArrayNode actions = entry.putArray("actions");
            access.actions().stream().sorted().forEach(action -> actions.add(action.word()));
        }
    }
}
