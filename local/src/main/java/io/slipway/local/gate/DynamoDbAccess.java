package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.local.gate.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the accesses of calls to DynamoDB. Those of a transaction are the actions of its items (DynamoDB
 * Developer Guide, "Using IAM with DynamoDB transactions"), and {@code dynamodb:LeadingKeys} are the partition keys in
 * a call.
 */
final class DynamoDbAccess {
    private static final Map<String, String> ITEM_ACTIONS = Map.of(
            "Put",
            "PutItem",
            "Update",
            "UpdateItem",
            "Delete",
            "DeleteItem",
            "ConditionCheck",
            "ConditionCheckItem",
            "Get",
            "GetItem");

    private static final Set<String> OF_TABLE = Set.of(
            "PutItem",
            "GetItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "CreateTable",
            "UpdateTable",
            "DescribeTable");

    private static final Pattern EQUALS = Pattern.compile("(#?[A-Za-z0-9_.]+)\\s*=\\s*(:[A-Za-z0-9_]+)");
    private static final String LEADING = "dynamodb:LeadingKeys";
    private static final String ATTRIBUTES = "dynamodb:Attributes";
    private static final String TABLE = "TableName";

    private final Resources resources;

    DynamoDbAccess(Resources resources) {
        this.resources = resources;
    }

    List<AccessRequest> of(String operation, JsonNode request) throws Refusal {
        return switch (operation) {
            case "TransactWriteItems", "TransactGetItems" -> transaction(request);
            case "BatchGetItem", "BatchWriteItem" -> batch(operation, request);
            default -> {
                if (!OF_TABLE.contains(operation)) {
                    throw new Refusal(Reason.NO_OPERATION, "there is no operation " + operation + " here");
                }
                yield List.of(access(operation, request));
            }
        };
    }

    private List<AccessRequest> transaction(JsonNode request) throws Refusal {
        List<AccessRequest> accesses = new ArrayList<>();
        for (JsonNode item : request.path("TransactItems")) {
            for (var operation : item.properties()) {
                String action = ITEM_ACTIONS.get(operation.getKey());
                if (action == null) {
                    throw new Refusal(Reason.NO_OPERATION, "a transaction has no " + operation.getKey());
                }
                accesses.add(access(action, operation.getValue()));
            }
        }
        return accesses;
    }

    private List<AccessRequest> batch(String operation, JsonNode request) {
        List<AccessRequest> accesses = new ArrayList<>();
        for (var table : request.path("RequestItems").properties()) {
            Set<String> keys = new TreeSet<>();
            table.getValue().path("Keys").forEach(key -> keys.add(partition(table.getKey(), key)));
            for (JsonNode write : table.getValue()) {
                keys.add(partition(table.getKey(), write.path("PutRequest").path("Item")));
                keys.add(partition(table.getKey(), write.path("DeleteRequest").path("Key")));
            }
            keys.remove("");
            accesses.add(AccessRequest.to("dynamodb:" + operation, resources.table(table.getKey()))
                    .with(LEADING, keys));
        }
        return accesses;
    }

    private AccessRequest access(String operation, JsonNode request) {
        String table = request.path(TABLE).asText();
        String index = request.path("IndexName").asText();
        String arn = resources.table(table) + (index.isEmpty() ? "" : "/index/" + index);
        AccessRequest access =
                AccessRequest.to("dynamodb:" + operation, arn).with(ATTRIBUTES, DynamoDbAttributes.of(request));
        String key = operation.equals("Query")
                ? queried(table, request)
                : partition(table, request.has("Key") ? request.path("Key") : request.path("Item"));
        return key.isEmpty() ? access : access.with(LEADING, key);
    }

    private String partition(String table, JsonNode item) {
        return value(item.path(resources.partitionKey(table)));
    }

    private static String value(JsonNode attribute) {
        return attribute.isObject() && !attribute.isEmpty()
                ? attribute.properties().iterator().next().getValue().asText()
                : "";
    }

    private String queried(String table, JsonNode request) {
        Matcher matcher = EQUALS.matcher(request.path("KeyConditionExpression").asText());
        while (matcher.find()) {
            String name = request.path("ExpressionAttributeNames")
                    .path(matcher.group(1))
                    .asText(matcher.group(1));
            if (name.equals(resources.partitionKey(table))) {
                return value(request.path("ExpressionAttributeValues").path(matcher.group(2)));
            }
        }
        return "";
    }
}
