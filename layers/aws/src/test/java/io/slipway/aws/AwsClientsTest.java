package io.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.core.blob.PresignedUrl;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;

class AwsClientsTest {
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[0]);

    @ParameterizedTest
    @CsvSource({
        "us-east-1, bucket.s3.us-east-1.amazonaws.com",
        "us-east-2, bucket.s3.us-east-2.amazonaws.com",
        "eu-central-1, bucket.s3.eu-central-1.amazonaws.com",
        "ap-southeast-2, bucket.s3.ap-southeast-2.amazonaws.com",
        "us-gov-west-1, bucket.s3.us-gov-west-1.amazonaws.com",
        "cn-north-1, bucket.s3.cn-north-1.amazonaws.com.cn"
    })
    void presigned_urls_have_the_regional_host_that_the_distribution_sends(String region, String host) {
        PresignedUrl url = objects(region).presignedGet(new StoredBlob("blobs/default/x", 1), DIGEST);
        assertThat(url.bucket().getHost()).isEqualTo(host);
        assertThat(url.path()).startsWith("/blobs/default/x?");
        assertThat(objects(region)
                        .presignedHead(new StoredBlob("blobs/default/x", 1), DIGEST)
                        .bucket()
                        .getHost())
                .isEqualTo(host);
    }

    @Test
    void the_client_is_named_before_it_is_made() {
        try (SdkHttpClient apache = Apache5HttpClient.create()) {
            assertThat(AwsClients.HTTP_CLIENT).isEqualTo(apache.clientName());
        }
    }

    /** Replaces connections, and keeps the last request. */
    private static final class Recorder implements SdkHttpClient {
        private Optional<SdkHttpRequest> last = Optional.empty();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            last = Optional.of(request.httpRequest());
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void clients_created_with_a_carrier_call_through_it_and_do_not_sign_the_bodies_of_objects() {
        Recorder carrier = new Recorder();
        Environment environment = new Environment(Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test-secret",
                "AWS_ENDPOINT_URL",
                "http://localhost:1"));
        S3Client s3 = ScopedValue.where(AwsClients.CARRIER, carrier)
                .call(() -> new AwsClients(environment))
                .s3();
        s3.putObject(request -> request.bucket("bucket").key("key"), RequestBody.fromString("content"));
        SdkHttpRequest sent = carrier.last.orElseThrow();
        assertThat(sent.firstMatchingHeader("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
        assertThat(sent.host() + ":" + sent.port()).isEqualTo("localhost:1");
    }

    private static S3BlobObjects objects(String region) {
        AwsClients clients = new AwsClients(new Environment(
                Map.of("AWS_REGION", region, "AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test-secret")));
        return S3BlobObjects.readOnly(clients::s3, clients.objectUrls("bucket"), "bucket");
    }
}
