package io.slipway.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.json.JsonTree;
import io.slipway.core.token.TokenJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rules for identities as JSON: in the API's bodies and in the table. */
public final class IdentityJson {

    private IdentityJson() {}

    /** Writes a rule as the API shows it. */
    public static ObjectNode write(IdentityRule rule) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", rule.id())
                .put("issuer", rule.issuer())
                .put("audience", rule.audience());
        ObjectNode claims = node.putObject("claims");
        rule.claims().forEach(claims::put);
        rule.keys().ifPresent(keys -> node.set("keys", parse(keys)));
        node.set("grants", TokenJson.writeGrants(rule.grants()));
        return node.put("created", rule.created().toString());
    }

    /** Reads a rule; anything else is an {@link IllegalArgumentException} that says what is wrong. */
    public static IdentityRule read(JsonNode node, Instant created) {
        JsonNode keys = node.path("keys");
        return new IdentityRule(
                text(node, "issuer"),
                text(node, "audience"),
                claims(node.path("claims")),
                keys.isMissingNode() ? Optional.empty() : Optional.of(keys.toString()),
                TokenJson.readGrants(node.path("grants")),
                created);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the field " + field + " must be a string, " + Quoted.but(value));
        }
        return value.textValue();
    }

    private static SortedMap<String, String> claims(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("the claims must be an object of strings, " + Quoted.but(node));
        }
        SortedMap<String, String> claims = new TreeMap<>();
        node.properties().forEach(claim -> claims.put(claim.getKey(), text(node, claim.getKey())));
        return claims;
    }

    private static JsonNode parse(String json) {
        try {
            return JsonTree.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
