package io.slipway.aws.table;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A write of one item, alone or in a transaction, with or without a condition. In expressions, {@code #size} stands for the attribute {@code size}:
 * DynamoDB's reserved words cannot be used as names.
 *
 * @param kind the operation
 * @param item the item of a put, otherwise its key
 * @param expression the expression of an update, otherwise empty
 * @param condition the condition; empty for none
 * @param values placeholders of values in the expressions
 * @param showsItem whether a refusal contains the item for which the condition did not hold
 */
public record Write(
        Kind kind,
        Map<String, AttributeValue> item,
        String expression,
        String condition,
        Map<String, AttributeValue> values,
        boolean showsItem) {
    private static final String EXISTS = "attribute_exists(pk)";
    private static final String ABSENT = "attribute_not_exists(pk)";

    private static final Pattern NAME = Pattern.compile("#(\\w+)");

    /** The operations. */
    public enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    public Write {
        item = Map.copyOf(item);
        values = Map.copyOf(values);
    }

    private static Write of(Kind kind, Map<String, AttributeValue> item, String expression) {
        return new Write(kind, item, expression, "", Map.of(), false);
    }

    /** Writes an item. */
    public static Write put(Map<String, AttributeValue> item) {
        return of(Kind.PUT, item, "");
    }

    /** Changes attributes of an item. */
    public static Write update(Map<String, AttributeValue> key, String expression) {
        return of(Kind.UPDATE, key, expression);
    }

    /** Removes an item. */
    public static Write delete(Map<String, AttributeValue> key) {
        return of(Kind.DELETE, key, "");
    }

    /** Writes nothing, and lets the transaction fail if its condition does not hold. */
    public static Write check(Map<String, AttributeValue> key) {
        return of(Kind.CHECK, key, "");
    }

    /** Succeeds only if the item exists. */
    public Write ifExists() {
        return when(EXISTS);
    }

    /** Succeeds only if the item does not exist. */
    public Write ifAbsent() {
        return when(ABSENT);
    }

    /** Succeeds only if the item does not exist, or fulfils the condition. */
    public Write ifAbsentOr(String other) {
        return when(ABSENT + " OR " + other);
    }

    /** Succeeds only if the item fulfils this condition, and all earlier ones. */
    public Write when(String more) {
        String both = condition.isEmpty() ? more : "(" + condition + ") AND (" + more + ")";
        return new Write(kind, item, expression, both, values, showsItem);
    }

    /** Sets the value of a placeholder of the expressions. */
    public Write with(String placeholder, AttributeValue value) {
        return with(Map.of(placeholder, value));
    }

    /** Sets the values of placeholders of the expressions. */
    public Write with(Map<String, AttributeValue> more) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.putAll(more);
        return new Write(kind, item, expression, condition, all, showsItem);
    }

    /** Lets a refusal contain the item for which the condition did not hold. */
    public Write showingItem() {
        return new Write(kind, item, expression, condition, values, true);
    }

    PutItemRequest putIn(String table) {
        return PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(conditionOrNull())
                .expressionAttributeNames(namesOrNull())
                .expressionAttributeValues(valuesOrNull())
                .returnValuesOnConditionCheckFailure(shown())
                .build();
    }

    UpdateItemRequest updateIn(String table, ReturnValue which) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(item)
                .updateExpression(expression)
                .conditionExpression(conditionOrNull())
                .expressionAttributeNames(namesOrNull())
                .expressionAttributeValues(valuesOrNull())
                .returnValues(which)
                .returnValuesOnConditionCheckFailure(shown())
                .build();
    }

    DeleteItemRequest deleteIn(String table) {
        return DeleteItemRequest.builder()
                .tableName(table)
                .key(item)
                .conditionExpression(conditionOrNull())
                .expressionAttributeNames(namesOrNull())
                .expressionAttributeValues(valuesOrNull())
                .returnValuesOnConditionCheckFailure(shown())
                .build();
    }

    TransactWriteItem inTransaction(String table) {
        TransactWriteItem.Builder write = TransactWriteItem.builder();
        switch (kind) {
            case PUT ->
                write.put(Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(conditionOrNull())
                        .expressionAttributeNames(namesOrNull())
                        .expressionAttributeValues(valuesOrNull())
                        .returnValuesOnConditionCheckFailure(shown())
                        .build());
            case UPDATE ->
                write.update(Update.builder()
                        .tableName(table)
                        .key(item)
                        .updateExpression(expression)
                        .conditionExpression(conditionOrNull())
                        .expressionAttributeNames(namesOrNull())
                        .expressionAttributeValues(valuesOrNull())
                        .returnValuesOnConditionCheckFailure(shown())
                        .build());
            case DELETE ->
                write.delete(Delete.builder()
                        .tableName(table)
                        .key(item)
                        .conditionExpression(conditionOrNull())
                        .expressionAttributeNames(namesOrNull())
                        .expressionAttributeValues(valuesOrNull())
                        .returnValuesOnConditionCheckFailure(shown())
                        .build());
            case CHECK ->
                write.conditionCheck(ConditionCheck.builder()
                        .tableName(table)
                        .key(item)
                        .conditionExpression(conditionOrNull())
                        .expressionAttributeNames(namesOrNull())
                        .expressionAttributeValues(valuesOrNull())
                        .returnValuesOnConditionCheckFailure(shown())
                        .build());
        }
        return write.build();
    }

    // DynamoDB refuses empty expressions and empty maps of placeholders.

    private @Nullable String conditionOrNull() {
        return condition.isEmpty() ? null : condition;
    }

    private @Nullable Map<String, String> namesOrNull() {
        Map<String, String> names = new HashMap<>();
        Matcher matcher = NAME.matcher(expression + " " + condition);
        while (matcher.find()) {
            names.put(matcher.group(), matcher.group(1));
        }
        return names.isEmpty() ? null : names;
    }

    private @Nullable Map<String, AttributeValue> valuesOrNull() {
        return values.isEmpty() ? null : values;
    }

    private @Nullable ReturnValuesOnConditionCheckFailure shown() {
        return showsItem ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null;
    }
}
