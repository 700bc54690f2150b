package io.slipway.aws.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Converts keys and values to attributes: every item has the key attributes {@value #PK} and {@value #SK}. */
public final class Table {
    /** The partition key. */
    public static final String PK = "pk";

    /** The sort key. */
    public static final String SK = "sk";

    /** When DynamoDB may remove the item, in seconds since 1970. */
    public static final String EXPIRES = "expires";

    private Table() {}

    public static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue n(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public static AttributeValue b(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value));
    }

    /** The key of an item. */
    public static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, s(pk), SK, s(sk));
    }

    /** A new item with this key, to which more attributes can be put. */
    public static Map<String, AttributeValue> item(String pk, String sk) {
        return new HashMap<>(key(pk, sk));
    }

    /** A string that must be there. */
    public static String string(Map<String, AttributeValue> item, String name) {
        return optional(item, name).orElseThrow(() -> new IllegalStateException("an item lacks " + name));
    }

    /** A string that may be missing. */
    public static Optional<String> optional(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** Bytes that must be there. They are not copied: nobody may change them. */
    public static byte[] bytes(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.b() == null) {
            throw new IllegalStateException("an item lacks " + name);
        }
        return value.b().asByteArrayUnsafe();
    }

    /** A number that must be there. */
    public static long number(Map<String, AttributeValue> item, String name) {
        return optionalNumber(item, name).orElseThrow(() -> new IllegalStateException("an item lacks " + name));
    }

    /** A number that may be missing. */
    public static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::n).map(Long::parseLong);
    }

    public static TransactWriteItem write(Put put) {
        return TransactWriteItem.builder().put(put).build();
    }

    public static TransactWriteItem write(Update update) {
        return TransactWriteItem.builder().update(update).build();
    }

    /** Goes on only where a condition holds for the item. */
    public static TransactWriteItem check(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .conditionCheck(ConditionCheck.builder()
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values)
                        .build())
                .build();
    }

    /** Writes the item, whatever was there. */
    public static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
        return write(Put.builder().tableName(table).item(item).build());
    }

    /** Strings in their order; empty where there are none. */
    public static List<String> strings(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::l).orElse(List.of()).stream()
                .map(AttributeValue::s)
                .toList();
    }

    public static AttributeValue l(List<String> values) {
        return AttributeValue.fromL(values.stream().map(Table::s).toList());
    }

    /** Removes an item, if it is there. */
    public static TransactWriteItem delete(String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .delete(Delete.builder().tableName(table).key(key).build())
                .build();
    }

    /** Removes an item of which a condition holds. */
    public static TransactWriteItem delete(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .delete(Delete.builder()
                        .tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values)
                        .build())
                .build();
    }
}
