package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Environment;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Calls within the process are verified like those over a connection. */
class CarrierTest extends GatedTests {
    private static final int LARGE = 3_000_000;

    /** Creates the clients of a function in this process. */
    private AwsClients clients(AccessKey key) {
        Map<String, String> variables = new HashMap<>(key.environment());
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ENDPOINT_URL", account.uri().toString());
        return ScopedValue.where(AwsClients.CARRIER, account.gate.carrier())
                .call(() -> new AwsClients(new Environment(variables)));
    }

    private void read(AccessKey key, String pk) {
        clients(key)
                .dynamoDb()
                .getItem(request -> request.tableName(GatedAccount.TABLE).key(GateCalls.key(pk)));
    }

    private byte[] get(AccessKey key, String name) {
        return clients(key)
                .s3()
                .getObjectAsBytes(request -> request.bucket(GatedAccount.BUCKET).key(name))
                .asByteArray();
    }

    @Test
    void allowed_calls_succeed() {
        AccessKey writer = account.key("Writer");
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        S3Client s3 = clients(writer).s3();
        s3.putObject(
                request -> request.bucket(GatedAccount.BUCKET).key("blobs/carried"), RequestBody.fromBytes(content));
        AccessKey reader = account.key("Reader");
        read(reader, "REPO#a");
        assertThat(get(reader, "blobs/carried")).isEqualTo(content);
    }

    @Test
    void other_calls_are_rejected() {
        AccessKey reader = account.key("Reader");
        assertThat(GateCalls.refusal(() -> read(reader, "TOKENS"))).isEqualTo("AccessDeniedException");
        assertThat(GateCalls.refusal(() -> clients(reader)
                        .s3()
                        .putObject(
                                request -> request.bucket(GatedAccount.BUCKET).key("blobs/a"),
                                RequestBody.fromString("a"))))
                .isEqualTo("AccessDenied");
    }

    @Test
    void a_wrong_secret_and_an_unknown_key_are_rejected() {
        AccessKey key = account.key("Reader");
        AccessKey forged = new AccessKey(key.id(), "guessed", key.token());
        assertThat(GateCalls.refusal(() -> read(forged, "REPO#a"))).isEqualTo("InvalidSignatureException");
        assertThat(GateCalls.refusal(() -> get(forged, "blobs/a"))).isEqualTo("SignatureDoesNotMatch");
        AccessKey unknown = AccessKey.ofRole();
        assertThat(GateCalls.refusal(() -> read(unknown, "REPO#a"))).isEqualTo("UnrecognizedClientException");
        assertThat(GateCalls.refusal(() -> get(unknown, "blobs/a"))).isEqualTo("InvalidAccessKeyId");
    }

    @Test
    void a_missing_object_causes_the_error_of_the_service() {
        assertThat(GateCalls.refusal(() -> get(account.key("Reader"), "blobs/missing")))
                .isEqualTo("AccessDenied");
    }
}
