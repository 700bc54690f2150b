package io.slipway.aws.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts keys and values to attributes and back: every item has the key attributes {@value #PK} and {@value #SK}. */
public final class Items {
    /** The partition key. */
    public static final String PK = "pk";

    /** The sort key. */
    public static final String SK = "sk";

    /** The time at which DynamoDB may remove the item, in seconds since 1970. */
    public static final String EXPIRES = "expires";

    // Attributes that several kinds of items have.

    /** The moment at which the thing was created. */
    public static final String CREATED = "created";

    /** The digest of a blob or manifest. */
    public static final String DIGEST = "digest";

    /** The size of a blob or manifest, in bytes. */
    public static final String SIZE = "size";

    /** The key of the object in the bucket that has the bytes. */
    public static final String S3_KEY = "s3Key";

    /** A value that each write replaces, so that a condition notices the write. */
    public static final String REVISION = "revision";

    /** The moment of the last deletion of a repository, in milliseconds since 1970. */
    public static final String CLEARED = "cleared";

    private Items() {}

    public static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue n(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public static AttributeValue b(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value));
    }

    public static AttributeValue l(List<String> values) {
        return AttributeValue.fromL(values.stream().map(Items::s).toList());
    }

    /** Returns the key of an item. */
    public static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, s(pk), SK, s(sk));
    }

    /** Returns the key of an item that was read. */
    public static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return key(string(item, PK), string(item, SK));
    }

    /** Returns a new item with this key, to which more attributes can be put. */
    public static Map<String, AttributeValue> item(String pk, String sk) {
        return new HashMap<>(key(pk, sk));
    }

    /** Returns the item with this key among those that were read. */
    public static Optional<Map<String, AttributeValue>> pick(
            List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return items.stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst();
    }

    /** Returns a required string. */
    public static String string(Map<String, AttributeValue> item, String name) {
        return optional(item, name).orElseThrow(() -> lacks(name));
    }

    /** Returns a string that may be missing. */
    public static Optional<String> optional(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** Returns required bytes. They are not copied and must not be changed. */
    public static byte[] bytes(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.b() == null) {
            throw lacks(name);
        }
        return value.b().asByteArrayUnsafe();
    }

    /** Returns a required number. */
    public static long number(Map<String, AttributeValue> item, String name) {
        return optionalNumber(item, name).orElseThrow(() -> lacks(name));
    }

    /** Returns a number that may be missing. */
    public static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::n).map(Long::parseLong);
    }

    /** Returns strings in their order; empty if the attribute is missing. */
    public static List<String> strings(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::l).orElse(List.of()).stream()
                .map(AttributeValue::s)
                .toList();
    }

    /** Returns whether a flag is set and true. */
    public static boolean isOn(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) && item.get(name).bool();
    }

    private static IllegalStateException lacks(String name) {
        return new IllegalStateException("an item must have the attribute " + name + ", but it is missing");
    }
}
