package io.slipway.aws.table;

import static io.slipway.aws.table.Table.s;

import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads partitions that are small enough to be read whole. */
public final class Partition {
    private Partition() {}

    /** Returns all items of a partition, in the order of their sort keys, as they are now. One read for each megabyte. */
    public static Stream<Map<String, AttributeValue>> items(DynamoDbClient dynamo, String table, String pk) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", s(pk))))
                .items()
                .stream();
    }
}
