package io.slipway.aws.table;

import io.slipway.core.error.RegistryException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes transactions, and retries them after a random, growing pause when they conflict with another writer or the table is throttled; the SDK
 * leaves that to its callers.
 *
 * <p>Checks of an item conflict like writes: of two concurrent transactions that check the same repository, one is refused although both conditions
 * hold.
 */
final class Transactions {
    /** The maximum number of attempts of a transaction before the client is told to retry later. */
    private static final int ATTEMPTS = 8;

    /** The reasons for which a write is refused that may succeed a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final int FIRST_PAUSE_MILLIS = 10;

    private final DynamoDbClient dynamo;
    private final String table;

    Transactions(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Writes all items; returns the conditions that did not hold, and then nothing was written. */
    Optional<UnmetConditions> write(List<Write> writes) {
        List<TransactWriteItem> items =
                writes.stream().map(write -> write.inTransaction(table)).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                dynamo.transactWriteItems(request -> request.transactItems(items));
                return Optional.empty();
            } catch (TransactionCanceledException e) {
                if (failed(e, UnmetConditions.CONDITION)) {
                    return Optional.of(new UnmetConditions(writes, e.cancellationReasons()));
                }
                if (PASSING.stream().noneMatch(reason -> failed(e, reason))) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw RegistryException.retryAfter("another client changed this at the same time; try again", 1);
                }
                pause(attempt);
            }
        }
    }

    private static boolean failed(TransactionCanceledException e, String reason) {
        return e.cancellationReasons().stream().anyMatch(it -> reason.equals(it.code()));
    }

    private static void pause(int attempt) {
        try {
            int most = FIRST_PAUSE_MILLIS << attempt;
            Thread.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two attempts of a transaction", e);
        }
    }
}
