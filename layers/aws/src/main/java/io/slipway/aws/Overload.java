package io.slipway.aws;

import io.slipway.core.error.RegistryException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Recognizes temporary refusals of AWS: throttling, a write of an item that a transaction is writing, or no response in time, such as when more
 * callers wait for a connection than there are.
 */
public final class Overload {
    private Overload() {}

    /** Returns the error for the client, if a call failed for this reason after all retries. */
    public static Optional<RegistryException> of(RuntimeException failure) {
        boolean passes = failure instanceof TransactionConflictException
                || (failure instanceof AwsServiceException e && e.isThrottlingException())
                || (failure instanceof SdkClientException && isTimeout(failure));
        return passes
                ? Optional.of(RegistryException.retryAfter("the registry is busy; try again", 1))
                : Optional.empty();
    }

    private static boolean isTimeout(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(it -> it instanceof TimeoutException || it instanceof InterruptedIOException);
    }
}
