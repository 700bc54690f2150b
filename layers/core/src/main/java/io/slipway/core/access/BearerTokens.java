package io.slipway.core.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
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
import java.util.UUID;

/**
 * The short bearer tokens between {@code /token} and the registry: JSON web tokens (HS256) whose claim {@code access} has
 * Docker's form ("Token Authentication Implementation"). Beside it stand {@code refused}, what was asked for in vain,
 * {@code spaces}, those that may be pulled as a whole, {@code catalog}, the grants whose repositories may be listed, and {@code reach},
 * where the caller may push.
 */
public final class BearerTokens {
    /** How long a bearer token lives: as long as a revoked token goes on working at the most. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    /** The name of this registry as issuer, audience and Docker's "service". */
    public static final String SERVICE = "slipway";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SigningKeys keys;
    private final Clock clock;

    public BearerTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Signs what a caller may do. */
    public String issue(Caller caller) {
        Instant now = clock.instant();
        ObjectNode claims = JSON.createObjectNode();
        claims.put("iss", SERVICE).put("aud", SERVICE).put("sub", caller.subject());
        claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
        write(claims.putArray("access"), caller.granted());
        write(claims.putArray("refused"), caller.refused());
        ArrayNode spaces = claims.putArray("spaces");
        caller.readableSpaces().forEach(spaces::add);
        caller.catalog().ifPresent(grants -> {
            ArrayNode catalog = claims.putArray("catalog");
            grants.forEach(
                    grant -> catalog.addObject().put("space", grant.space()).put("repository", grant.repository()));
        });
        if (!caller.reach().equals(PushReach.NOWHERE)) {
            ObjectNode reach = claims.putObject("reach")
                    .put("administrator", caller.reach().administrator());
            caller.reach().spaces().forEach(reach.putArray("spaces")::add);
        }
        SigningKey key = keys.current();
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.id()).build(), new Payload(claims.toString()));
            token.sign(new MACSigner(key.bytes()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key does not fit HS256", e);
        }
    }

    /** The caller of a token that is signed by a key of ours and alive; empty for any other. */
    public Optional<Caller> verify(String token) {
        try {
            JWSObject signed = JWSObject.parse(token);
            if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
                return Optional.empty();
            }
            String id = signed.getHeader().getKeyID();
            Optional<SigningKey> key = id == null ? Optional.empty() : keys.byId(id);
            if (key.isEmpty() || !signed.verify(new MACVerifier(key.get().bytes()))) {
                return Optional.empty();
            }
            JsonNode claims = JSON.readTree(signed.getPayload().toBytes());
            long now = clock.instant().getEpochSecond();
            if (!claims.path("aud").asText().equals(SERVICE)
                    || now >= claims.path("exp").asLong()
                    || now < claims.path("nbf").asLong() - 60) {
                return Optional.empty();
            }
            return Optional.of(read(claims));
        } catch (ParseException | JOSEException | java.io.IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(ArrayNode array, List<Access> list) {
        for (Access access : list) {
            ObjectNode entry = array.addObject();
            entry.put("type", "repository").put("name", access.repository().familiar());
            ArrayNode actions = entry.putArray("actions");
            access.actions().stream().sorted().forEach(action -> actions.add(action.word()));
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
                readReach(claims.path("reach")));
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
                    grant.path("space").asText(), grant.path("repository").asText(), EnumSet.of(Action.PULL)));
        }
        return grants;
    }

    private static List<Access> read(JsonNode claims, String name) {
        List<Access> list = new ArrayList<>();
        for (JsonNode entry : claims.path(name)) {
            Set<Action> actions = EnumSet.noneOf(Action.class);
            entry.path("actions").forEach(word -> Action.named(word.asText()).ifPresent(actions::add));
            list.add(new Access(RepositoryName.parse(entry.path("name").asText()), actions));
        }
        return list;
    }
}
