package io.slipway.aws.table;

import static io.slipway.aws.table.Items.s;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** A range of the items of one partition, in the order of their sort keys. */
public final class Range {
    private final QueryRequest query;

    private Range(QueryRequest query) {
        this.query = query;
    }

    /** Creates the range of all items of a partition. */
    public static Range of(String pk) {
        return new Range(QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", s(pk)))
                .build());
    }

    /** Narrows the range to the sort keys that begin with the prefix. */
    public Range prefix(String prefix) {
        // DynamoDB reads the same items for begins_with, but DynamoDB Local reads the whole partition.
        return between(prefix, Keys.end(prefix));
    }

    /** Narrows the range to the sort keys from one to another, both included. */
    public Range between(String first, String last) {
        return key("sk BETWEEN :first AND :last", Map.of(":first", s(first), ":last", s(last)));
    }

    /** Narrows the range to the sort keys with the prefix, after the one that continues with this text; from the first if the text is empty. */
    public Range prefixAfter(String prefix, String last) {
        // The smallest key after another is the same with a zero added.
        return between(last.isEmpty() ? prefix : prefix + last + "\0", Keys.end(prefix));
    }

    /** Narrows the range to the sort keys before this one. */
    public Range below(String sk) {
        return key("sk < :below", Map.of(":below", s(sk)));
    }

    /** Narrows the range to the sort keys after this one. */
    public Range above(String sk) {
        return key("sk > :above", Map.of(":above", s(sk)));
    }

    /** Reverses the order. */
    public Range backwards() {
        return with(builder -> builder.scanIndexForward(false));
    }

    /** Limits the number of items that one page reads. */
    public Range limit(int limit) {
        return with(builder -> builder.limit(limit));
    }

    /** Begins after an item of the range, or at the first item if the key is empty. */
    public Range after(Map<String, AttributeValue> key) {
        return with(builder -> builder.exclusiveStartKey(key.isEmpty() ? null : key));
    }

    /** Reads only these attributes. */
    public Range only(String... attributes) {
        Projection projection = Projection.of(List.of(attributes));
        return with(builder ->
                builder.projectionExpression(projection.expression()).expressionAttributeNames(projection.names()));
    }

    /** Leaves out items with another value; a page may have fewer items than its limit. */
    public Range where(String attribute, String value) {
        return values(Map.of(":" + attribute, s(value)))
                .with(builder -> builder.filterExpression(attribute + " = :" + attribute));
    }

    /** Leaves out items without this attribute; a page may have fewer items than its limit. */
    public Range having(String attribute) {
        return with(builder -> builder.filterExpression("attribute_exists(" + attribute + ")"));
    }

    /** Leaves out items with this attribute; a page may have fewer items than its limit. */
    public Range lacking(String attribute) {
        return with(builder -> builder.filterExpression("attribute_not_exists(" + attribute + ")"));
    }

    private Range key(String condition, Map<String, AttributeValue> values) {
        return values(values).with(builder -> builder.keyConditionExpression("pk = :pk AND " + condition));
    }

    private Range values(Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(query.expressionAttributeValues());
        values.putAll(more);
        return with(builder -> builder.expressionAttributeValues(values));
    }

    private Range with(Consumer<QueryRequest.Builder> change) {
        return new Range(query.copy(change));
    }

    QueryRequest in(String table) {
        return query.copy(builder -> builder.tableName(table));
    }

    QueryRequest countIn(String table) {
        return query.copy(builder -> builder.tableName(table).select(Select.COUNT));
    }
}
