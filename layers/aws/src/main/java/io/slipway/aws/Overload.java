package io.slipway.aws;

import io.slipway.core.error.RegistryException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** What AWS refuses only for now: more requests than it takes, or a write of an item that a transaction is writing. */
public final class Overload {
    private Overload() {}

    /** What the client is told, if that is why a call failed after all its tries. */
    public static Optional<RegistryException> of(RuntimeException failure) {
        boolean passes = failure instanceof TransactionConflictException
                || (failure instanceof AwsServiceException e && e.isThrottlingException());
        return passes
                ? Optional.of(RegistryException.comeAgain("the registry is busy; try again", 1))
                : Optional.empty();
    }
}
