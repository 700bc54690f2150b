package io.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.core.blob.PresignedAddress;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void presigned_addresses_have_the_regional_host_that_the_distribution_sends(String region, String host) {
        PresignedAddress address = objects(region).presignedGet(new StoredBlob("blobs/default/x", 1), DIGEST);
        assertThat(address.bucket().getHost()).isEqualTo(host);
        assertThat(address.path()).startsWith("/blobs/default/x?");
        assertThat(objects(region)
                        .presignedHead(new StoredBlob("blobs/default/x", 1), DIGEST)
                        .bucket()
                        .getHost())
                .isEqualTo(host);
    }

    private static S3BlobObjects objects(String region) {
        AwsClients clients = new AwsClients(new Environment(
                Map.of("AWS_REGION", region, "AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test-secret")));
        return S3BlobObjects.readOnly(clients::s3, clients.objectAddresses("bucket"), "bucket");
    }
}
