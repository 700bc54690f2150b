package io.slipway.aws.table;

import io.slipway.core.error.RegistryException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Transactions that try again, after a random pause that grows, when another writer was in the way or the table takes no more for now; the SDK
 * leaves that to its callers.
 *
 * <p>A check of an item conflicts as well as a write of it: two transactions that check the same repository at once may both be right, and
 * one of them is refused.
 */
public final class Transactions {
    /** Why an item was refused whose condition does not hold. */
    public static final String CONDITION = "ConditionalCheckFailed";

    /** The most items that one transaction takes. */
    public static final int MAX_ITEMS = 100;

    /** The maximum number of attempts of a transaction before the client is told to retry later. */
    private static final int ATTEMPTS = 8;

    /** Why an item was refused that may be taken a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final int FIRST_PAUSE_MILLIS = 10;

    private Transactions() {}

    /** Writes all items or none. A condition that fails is the caller's to understand. */
    public static void write(DynamoDbClient dynamo, List<TransactWriteItem> items) {
        for (int attempt = 1; ; attempt++) {
            try {
                dynamo.transactWriteItems(request -> request.transactItems(items));
                return;
            } catch (TransactionCanceledException e) {
                if (failed(e, CONDITION) || PASSING.stream().noneMatch(reason -> failed(e, reason))) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw RegistryException.comeAgain("another client changed this at the same time; try again", 1);
                }
                pause(attempt);
            }
        }
    }

    /** Writes all items; false where a condition does not hold, and nothing was written. */
    public static boolean tryWrite(DynamoDbClient dynamo, List<TransactWriteItem> items) {
        return refusals(dynamo, items).isEmpty();
    }

    /** Writes all items; answers those whose conditions do not hold, and then nothing was written. */
    public static List<TransactWriteItem> refusals(DynamoDbClient dynamo, List<TransactWriteItem> items) {
        try {
            write(dynamo, items);
            return List.of();
        } catch (TransactionCanceledException e) {
            if (!failed(e, CONDITION)) {
                throw e;
            }
            // The reasons stand in the order of the items.
            return IntStream.range(0, items.size())
                    .filter(i -> CONDITION.equals(e.cancellationReasons().get(i).code()))
                    .mapToObj(items::get)
                    .toList();
        }
    }

    /** Writes all items; answers the reasons, one for each item, where a condition does not hold, and then nothing was written. */
    public static Optional<List<CancellationReason>> refusal(DynamoDbClient dynamo, List<TransactWriteItem> items) {
        try {
            write(dynamo, items);
            return Optional.empty();
        } catch (TransactionCanceledException e) {
            if (!failed(e, CONDITION)) {
                throw e;
            }
            return Optional.of(e.cancellationReasons());
        }
    }

    /** Returns whether an item was refused for this reason. */
    public static boolean failed(TransactionCanceledException e, String reason) {
        return e.cancellationReasons().stream().anyMatch(it -> reason.equals(it.code()));
    }

    private static void pause(int attempt) {
        try {
            int most = FIRST_PAUSE_MILLIS << attempt;
            Thread.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two tries of a transaction", e);
        }
    }
}
