package io.slipway.local.gate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Calls the stack of {@code gate.yaml} with the AWS SDK, and with requests that the SDK would not send. */
final class GateCalls {
    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final String GET_SECRET = "secretsmanager.GetSecretValue";
    static final String SECRET = "{\"SecretId\":\"slipway-secret\"}";

    private final GatedAccount account;

    GateCalls(GatedAccount account) {
        this.account = account;
    }

    interface Call {
        void run() throws Exception;
    }

    static String refusal(Call call) {
        try {
            call.run();
            return "";
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("#"));
    }

    void read(AccessKey key, String pk) {
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.getItem(request -> request.tableName(GatedAccount.TABLE).key(key(pk)));
        }
    }

    void put(AccessKey key, String pk) {
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.putItem(request -> request.tableName(GatedAccount.TABLE).item(key(pk)));
        }
    }

    /** Updates an existing item; {@code #n} is replaced by a name. */
    void update(AccessKey key, String update, String condition, String... name) {
        put(key, "REPO#u");
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.updateItem(request -> {
                request.tableName(GatedAccount.TABLE)
                        .key(key("REPO#u"))
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromN("1")));
                if (name.length > 0) {
                    request.expressionAttributeNames(Map.of("#n", name[0]));
                }
            });
        }
    }

    void query(AccessKey key, String pk) {
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.query(request -> request.tableName(GatedAccount.TABLE)
                    .keyConditionExpression("#p = :p AND begins_with(sk, :s)")
                    .expressionAttributeNames(Map.of("#p", "pk"))
                    .expressionAttributeValues(
                            Map.of(":p", AttributeValue.fromS(pk), ":s", AttributeValue.fromS("x"))));
        }
    }

    void batch(AccessKey key, List<String> pks) {
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.batchGetItem(request -> request.requestItems(Map.of(
                    GatedAccount.TABLE,
                    software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder()
                            .keys(pks.stream().map(GateCalls::key).toList())
                            .build())));
        }
    }

    void transact(AccessKey key, java.util.function.Consumer<TransactWriteItem.Builder> change) {
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        change.accept(item);
        try (DynamoDbClient client = account.dynamoDb(key)) {
            client.transactWriteItems(request -> request.transactItems(item.build()));
        }
    }

    void putObject(AccessKey key, String name, String content) {
        try (S3Client client = account.s3(key)) {
            client.putObject(request -> request.bucket(GatedAccount.BUCKET).key(name), RequestBody.fromString(content));
        }
    }

    String get(AccessKey key, String name) {
        try (S3Client client = account.s3(key)) {
            return client.getObjectAsBytes(
                            request -> request.bucket(GatedAccount.BUCKET).key(name))
                    .asUtf8String();
        }
    }

    void delete(AccessKey key, String name) {
        try (S3Client client = account.s3(key)) {
            client.deleteObject(request -> request.bucket(GatedAccount.BUCKET).key(name));
        }
    }

    void copy(AccessKey key, String from, String to) throws S3Exception {
        try (S3Client client = account.s3(key)) {
            client.copyObject(request -> request.sourceBucket(GatedAccount.BUCKET)
                    .sourceKey(from)
                    .destinationBucket(GatedAccount.BUCKET)
                    .destinationKey(to));
        }
    }

    URI presign(AccessKey key, String name) {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(account.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(GatedAccount.credentials(key))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return URI.create(presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofSeconds(60))
                            .getObjectRequest(
                                    get -> get.bucket(GatedAccount.BUCKET).key(name)))
                    .url()
                    .toString());
        }
    }

    HttpResponse<String> fetch(URI address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(account.uri()).POST(BodyPublishers.ofString(body));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Calls a service whose client is not on the class path, with the same signature as the client. */
    String signed(AccessKey key, String service, String target, String body) throws Exception {
        SignatureV4 signer =
                new SignatureV4(id -> java.util.Optional.empty(), "us-east-1", java.time.Clock.systemUTC());
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        AwsRequest request = new AwsRequest(
                "POST",
                "/",
                "",
                Map.of("host", account.uri().getAuthority(), "x-amz-target", target),
                new java.io.ByteArrayInputStream(bytes));
        return post(signer.sign(request, key, service, Hashes.sha256(bytes)), body)
                .body();
    }
}
