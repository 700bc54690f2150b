package io.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.error.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Temporary failures of AWS become 429 or 503, which clients retry; all others are defects. */
class OverloadTest {
    @Test
    void callers_are_asked_to_retry_if_a_call_gets_no_response_in_time() {
        assertThat(Overload.of(unanswered(new TimeoutException("deadline"))))
                .hasValueSatisfying(error -> assertThat(error.status()).isEqualTo(429));
        assertThat(Overload.of(unanswered(new IOException(new SocketTimeoutException("read")))))
                .isPresent();
    }

    @Test
    void callers_are_asked_to_retry_if_a_transaction_is_writing_the_item() {
        assertThat(Overload.of(TransactionConflictException.builder().build())).isPresent();
    }

    @Test
    void the_reason_of_a_service_that_is_unavailable_is_passed_on() {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode("ServiceUnavailable")
                .errorMessage("free some space")
                .build();
        assertThat(Overload.of(S3Exception.builder()
                        .statusCode(503)
                        .awsErrorDetails(details)
                        .build()))
                .hasValueSatisfying(error -> {
                    assertThat(error.status()).isEqualTo(503);
                    assertThat(error.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(error.text()).endsWith("is unavailable: free some space");
                });
        assertThat(Overload.of(S3Exception.builder().statusCode(503).build()))
                .hasValueSatisfying(error -> assertThat(error.text()).endsWith("try again later"));
    }

    @Test
    void an_error_that_cannot_be_retried_is_a_defect() {
        assertThat(Overload.of(unanswered(new ConnectException("refused")))).isEmpty();
        assertThat(Overload.of(DynamoDbException.builder().statusCode(400).build()))
                .isEmpty();
        assertThat(Overload.of(new IllegalStateException(new TimeoutException("ours"))))
                .isEmpty();
    }

    private static SdkClientException unanswered(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request", cause);
    }
}
