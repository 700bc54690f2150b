package io.slipway.aws.table;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/**
 * The conditions of a transaction that did not hold, so that nothing was written.
 *
 * @param all the writes of the transaction
 * @param reasons a reason for each of them, in their order
 */
public record UnmetConditions(List<Write> all, List<CancellationReason> reasons) {
    /** The code of a write whose condition does not hold. */
    static final String CONDITION = "ConditionalCheckFailed";

    public UnmetConditions {
        all = List.copyOf(all);
        reasons = List.copyOf(reasons);
    }

    /** Returns the writes whose conditions did not hold. */
    public List<Write> writes() {
        return IntStream.range(0, all.size())
                .filter(this::isOf)
                .mapToObj(all::get)
                .toList();
    }

    /** Returns whether the condition of this write did not hold. */
    public boolean isOf(Write write) {
        return IntStream.range(0, all.size())
                .anyMatch(i -> isOf(i) && all.get(i).equals(write));
    }

    /** Returns whether the condition of the write at this place did not hold. */
    public boolean isOf(int place) {
        return CONDITION.equals(reasons.get(place).code());
    }

    /** Returns the item for which the condition of this write did not hold, if the write shows it; otherwise an empty map. */
    public Map<String, AttributeValue> item(Write write) {
        return IntStream.range(0, all.size())
                .filter(place -> isOf(place) && all.get(place).equals(write))
                .mapToObj(this::item)
                .findFirst()
                .orElse(Map.of());
    }

    /** Returns the item for which the condition of the write at this place did not hold, if the write shows it; empty if there is none. */
    public Map<String, AttributeValue> item(int place) {
        return reasons.get(place).item();
    }
}
