package io.slipway.aws;

import io.slipway.core.error.RegistryException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Recognizes temporary refusals of AWS: throttling, or a write of an item that a transaction is writing. */
public final class Overload {
    private Overload() {}

    /** Returns the error for the client, if a call failed for this reason after all retries. */
    public static Optional<RegistryException> of(RuntimeException failure) {
        boolean passes = failure instanceof TransactionConflictException
                || (failure instanceof AwsServiceException e && e.isThrottlingException());
        return passes
                ? Optional.of(RegistryException.comeAgain("the registry is busy; try again", 1))
                : Optional.empty();
    }
}
