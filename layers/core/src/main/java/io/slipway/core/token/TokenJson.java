package io.slipway.core.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.error.Quoted;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tokens and grants as JSON: in the API's bodies and in the table. */
public final class TokenJson {
    private static final Set<String> FIELDS = Set.of("space", "repository", "actions");

    private TokenJson() {}

    /** Writes a token as the API shows it, without its hash. */
    public static ObjectNode write(Token token) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("id", token.id()).put("name", token.name());
        node.set("grants", writeGrants(token.grants()));
        node.put("created", token.created().toString());
        token.expires().ifPresent(expires -> node.put("expires", expires.toString()));
        token.lastUsed().ifPresent(used -> node.put("lastUsed", used.toString()));
        return node;
    }

    /** Writes the grants as a list of objects. */
    public static ArrayNode writeGrants(List<Grant> grants) {
        return writeGrants(grants, Grant::space);
    }

    /** Writes the grants as they are stored: each space with its generation. */
    public static String store(List<Grant> grants) {
        return writeGrants(
                        grants,
                        grant -> grant.generation() == 0
                                ? grant.space()
                                : grant.spaceName().stored())
                .toString();
    }

    /** Reads {@link #store}. */
    public static List<Grant> readStored(String text) {
        try {
            List<Grant> grants = new ArrayList<>();
            for (JsonNode node : JsonTree.read(text)) {
                String space = node.path("space").asText();
                String pattern = node.path("repository").asText();
                Set<Action> actions = actions(node.path("actions"));
                if (space.equals(Grant.ANY_SPACE)) {
                    grants.add(new Grant(space, pattern, actions));
                } else {
                    SpaceName name = SpaceName.parseStored(space);
                    grants.add(new Grant(name.value(), pattern, actions, name.generation()));
                }
            }
            return grants;
        } catch (IOException e) {
            throw new IllegalStateException("stored grants are not JSON", e);
        }
    }

    private static ArrayNode writeGrants(List<Grant> grants, Function<Grant, String> space) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Grant grant : grants) {
            ArrayNode actions = list.addObject()
                    .put("space", space.apply(grant))
                    .put("repository", grant.repository())
                    .putArray("actions");
            grant.actions().stream().sorted().forEach(action -> actions.add(action.word()));
        }
        return list;
    }

    /**
     * Reads a list of grants.
     *
     * @throws IllegalArgumentException with the reason, for any other value
     */
    public static List<Grant> readGrants(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalArgumentException(
                    "grants must be a list of {space, repository, actions}, " + Quoted.but(list));
        }
        List<Grant> grants = new ArrayList<>();
        for (JsonNode node : list) {
            if (!node.isObject()) {
                throw new IllegalArgumentException(
                        "a grant must be an object with space, repository and actions, " + Quoted.but(node));
            }
            node.fieldNames().forEachRemaining(TokenJson::checkField);
            grants.add(new Grant(
                    text(node, "space").orElse("default"),
                    text(node, "repository").orElse(Grant.ANY_REPOSITORY),
                    actions(node.path("actions"))));
        }
        return grants;
    }

    private static void checkField(String field) {
        if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException(
                    "the fields of a grant must be among space, repository and actions, but one was "
                            + Quoted.of(field));
        }
    }

    private static Set<Action> actions(JsonNode list) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (!list.isArray()) {
            throw new IllegalArgumentException("the actions of a grant must be a list, " + Quoted.but(list));
        }
        for (JsonNode word : list) {
            actions.add(Action.named(word.asText())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "an action must be pull, push, delete or admin, " + Quoted.but(word))));
        }
        return actions;
    }

    private static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(
                    "the field " + field + " of a grant must be a string, " + Quoted.but(value));
        }
        return Optional.of(value.textValue());
    }
}
