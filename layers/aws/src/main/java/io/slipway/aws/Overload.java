package io.slipway.aws;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Recognizes temporary refusals of AWS: throttling, a write of an item that a transaction is writing, no response in time, such as when more
 * callers wait for a connection than there are, or a service that is unavailable.
 */
public final class Overload {
    private static final int UNAVAILABLE = 503;

    private Overload() {}

    /** Returns the error for the client, if a call failed for this reason after all retries. */
    public static Optional<RegistryException> of(RuntimeException failure) {
        boolean passes = failure instanceof TransactionConflictException
                || (failure instanceof AwsServiceException e && e.isThrottlingException())
                || (failure instanceof SdkClientException && isTimeout(failure));
        if (passes) {
            return Optional.of(RegistryException.retryAfter("the registry is busy; try again", 1));
        }
        return failure instanceof AwsServiceException e && e.statusCode() == UNAVAILABLE
                ? Optional.of(unavailable(e.awsErrorDetails()))
                : Optional.empty();
    }

    /** Passes on the service's reason: on one machine it says what the disk needs. */
    private static RegistryException unavailable(@Nullable AwsErrorDetails details) {
        String reason = details == null || details.errorMessage() == null ? "try again later" : details.errorMessage();
        return new RegistryException(
                ErrorCode.UNAVAILABLE, "a service that the registry needs is unavailable: " + reason);
    }

    private static boolean isTimeout(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(it -> it instanceof TimeoutException || it instanceof InterruptedIOException);
    }
}
