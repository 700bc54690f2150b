package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A statement of a policy.
 *
 * @param name its place: the role, bucket or key, and its number
 * @param allows whether it allows or denies
 * @param principals the principals of a resource's policy, as {@code AWS:arn} or {@code Service:name}; {@code *} for
 * everyone
 * @param actions the actions
 * @param resources the resources; empty for those of the policy's own resource
 * @param conditions the conditions
 */
record Statement(
        String name,
        boolean allows,
        Set<String> principals,
        List<PolicyPattern> actions,
        List<PolicyPattern> resources,
        List<Condition> conditions) {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    /** Reads the statements of one or several policies. */
    static List<Statement> read(String owner, List<JsonNode> policies) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode policy : policies) {
            for (JsonNode statement : policy.path("Statement")) {
                statements.add(read(owner + "#" + statements.size(), statement));
            }
        }
        return statements;
    }

    private static Statement read(String name, JsonNode node) {
        node.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw new IllegalStateException(
                        name + " has " + field + ", which the one-machine cloud does not support");
            }
        });
        return new Statement(
                name,
                node.path("Effect").asText().equals("Allow"),
                principals(node.path("Principal")),
                PolicyText.texts(node.path("Action")).stream()
                        .map(PolicyPattern::ofAction)
                        .toList(),
                PolicyText.wildcards(node.path("Resource")),
                Condition.read(node.path("Condition")));
    }

    private static Set<String> principals(JsonNode principal) {
        Set<String> principals = new HashSet<>();
        if (principal.isTextual()) {
            principals.add(principal.asText());
        }
        principal
                .properties()
                .forEach(kind -> PolicyText.texts(kind.getValue())
                        .forEach(value -> principals.add(value.equals("*") ? "*" : kind.getKey() + ":" + value)));
        return principals;
    }

    /** Returns the actions of this statement that match the access. */
    List<String> matching(AccessRequest access) {
        boolean applies = (resources.isEmpty() || resources.stream().anyMatch(it -> it.matches(access.resource())))
                && conditions.stream().allMatch(condition -> condition.holds(access.context()));
        return applies
                ? actions.stream()
                        .filter(action -> action.matches(access.action()))
                        .map(PolicyPattern::text)
                        .toList()
                : List.of();
    }
}
