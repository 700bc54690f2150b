package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the condition key {@code dynamodb:Attributes} of a call on one item: the names in its key, item and
 * expressions (DynamoDB
 * Developer Guide, "Using IAM policy conditions for fine-grained access control").
 */
final class DynamoDbAttributes {
    private static final List<String> EXPRESSIONS =
            List.of("UpdateExpression", "ConditionExpression", "ProjectionExpression");

    /** Matches a name in an expression; values begin with a colon, and nested names follow a full stop. */
    private static final Pattern NAME = Pattern.compile("(?<![:.#\\w])#?[A-Za-z_]\\w*(?!\\w*\\()");

    private static final Set<String> WORDS =
            Set.of("SET", "ADD", "REMOVE", "DELETE", "AND", "OR", "NOT", "BETWEEN", "IN");

    private DynamoDbAttributes() {}

    static Set<String> of(JsonNode request) {
        Set<String> names = new TreeSet<>();
        request.path("Key").fieldNames().forEachRemaining(names::add);
        request.path("Item").fieldNames().forEachRemaining(names::add);
        for (String expression : EXPRESSIONS) {
            Matcher matcher = NAME.matcher(request.path(expression).asText());
            while (matcher.find()) {
                String name = matcher.group();
                if (!WORDS.contains(name)) {
                    names.add(
                            request.path("ExpressionAttributeNames").path(name).asText(name));
                }
            }
        }
        return names;
    }
}
