package io.slipway.aws.event;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import io.slipway.aws.table.Items;
import io.slipway.core.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads events from records of the table's stream. */
public final class EventRecords {
    private EventRecords() {}

    /** Returns the events of a batch, in the order in which they were written. */
    public static List<Event> read(DynamodbEvent batch) {
        return batch.getRecords().stream()
                .map(record -> EventLog.read(item(record.getDynamodb().getNewImage())))
                .toList();
    }

    /** Converts attributes from Lambda's own form; events have only strings and numbers. */
    private static Map<String, AttributeValue> item(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image) {
        Map<String, AttributeValue> item = new HashMap<>();
        image.forEach((name, value) -> {
            if (value.getS() != null) {
                item.put(name, Items.s(value.getS()));
            } else if (value.getN() != null) {
                item.put(name, AttributeValue.fromN(value.getN()));
            }
        });
        return item;
    }
}
