package io.slipway.aws.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Consistent reads of many items at once. */
public final class BatchGet {
    /** The most keys that one call takes. */
    private static final int MAX_KEYS = 100;

    private BatchGet() {}

    /** Those of the items that exist, in no order. The keys are distinct. */
    public static List<Map<String, AttributeValue>> read(
            DynamoDbClient dynamo, String table, List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_KEYS) {
            List<Map<String, AttributeValue>> batch = keys.subList(from, Math.min(from + MAX_KEYS, keys.size()));
            Map<String, KeysAndAttributes> wanted = Map.of(
                    table,
                    KeysAndAttributes.builder().keys(batch).consistentRead(true).build());
            // DynamoDB may answer a part of a batch; the rest is asked for again.
            while (!wanted.isEmpty()) {
                Map<String, KeysAndAttributes> now = wanted;
                var answer = dynamo.batchGetItem(request -> request.requestItems(now));
                items.addAll(answer.responses().getOrDefault(table, List.of()));
                wanted = answer.unprocessedKeys();
            }
        }
        return items;
    }

    /** The one of the items that has this key. */
    public static Optional<Map<String, AttributeValue>> pick(
            List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return items.stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst();
    }
}
