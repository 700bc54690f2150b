package io.slipway.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Records every call of an AWS client, with the read or write units that it consumes. */
final class MeasuredCalls implements ExecutionInterceptor {
    private final List<Made> made = Collections.synchronizedList(new ArrayList<>());

    /**
     * A call.
     *
     * @param name its operation
     * @param units the consumed units of the table; 0 for other services
     */
    record Made(String name, double units) {}

    /**
     * Returns the calls since the last invocation, without those for secrets, which are read every few minutes,
     * independent of requests.
     */
    List<Made> take() {
        synchronized (made) {
            List<Made> taken = made.stream()
                    .filter(call -> !call.name.equals("GetSecretValue"))
                    .toList();
            made.clear();
            return taken;
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        return switch (context.request()) {
            case GetItemRequest it ->
                it.toBuilder().returnConsumedCapacity(total).build();
            case BatchGetItemRequest it ->
                it.toBuilder().returnConsumedCapacity(total).build();
            case QueryRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
            case PutItemRequest it ->
                it.toBuilder().returnConsumedCapacity(total).build();
            case UpdateItemRequest it ->
                it.toBuilder().returnConsumedCapacity(total).build();
            default -> context.request();
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        double units = context.request() instanceof TransactWriteItemsRequest transaction
                ? transaction.transactItems().stream()
                        .mapToDouble(MeasuredCalls::units)
                        .sum()
                : capacities(context.response())
                        .mapToDouble(MeasuredCalls::units)
                        .sum();
        add(attributes, units);
    }

    /** Records a failed call: a lookup of a missing object counts, too. */
    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        add(attributes, 0);
    }

    private void add(ExecutionAttributes attributes, double units) {
        made.add(new Made(Objects.toString(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)), units));
    }

    /**
     * Returns the units of a transaction's item: two for each kilobyte in DynamoDB, whereas DynamoDB Local counts a
     * transaction as one write.
     */
    private static double units(TransactWriteItem write) {
        int bytes = write.put() == null
                ? 0
                : write.put().item().entrySet().stream()
                        .mapToInt(it -> it.getKey().length() + size(it.getValue()))
                        .sum();
        return 2 * Math.max(1, Math.ceil(bytes / 1024.0));
    }

    private static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case B -> value.b().asByteArrayUnsafe().length;
            default -> Long.BYTES;
        };
    }

    private static double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
    }

    private static Stream<ConsumedCapacity> capacities(SdkResponse response) {
        return switch (response) {
            case GetItemResponse it -> Stream.ofNullable(it.consumedCapacity());
            case BatchGetItemResponse it -> all(it.consumedCapacity());
            case QueryResponse it -> Stream.ofNullable(it.consumedCapacity());
            case PutItemResponse it -> Stream.ofNullable(it.consumedCapacity());
            case UpdateItemResponse it -> Stream.ofNullable(it.consumedCapacity());
            default -> Stream.empty();
        };
    }

    private static Stream<ConsumedCapacity> all(@Nullable Collection<ConsumedCapacity> capacities) {
        return capacities == null ? Stream.empty() : capacities.stream();
    }
}
