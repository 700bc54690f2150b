package io.slipway.emulators;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A table, a bucket and the secrets of a stack, for a test, whose data is deleted on close. All accounts of a process
 * share one DynamoDB Local, which needs a second to start and is slow at first.
 */
public final class EmulatedAccount implements AutoCloseable {
    /** The administrator's token in every emulated account. */
    public static final String ADMIN_TOKEN = "administrator-of-a-test-account-0123456789abcdef0";

    private static final String BUCKET = "slipway";
    private static final String ACCESS_KEY = "test";
    private static final String SECRET_KEY = "test-secret";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String table;
    private final String bucket;

    /** The table's own emulator, if it has one. */
    private final Optional<DynamoDbEmulator> own;

    private final S3Emulator s3;
    private final SecretsEmulator secrets;
    private final JsonServer dynamoServer;
    private final JsonServer secretsServer;
    private final JsonServer kmsServer;

    /** Created once: creating a client of the SDK takes longer than its calls. */
    private final DynamoDbClient dynamoClient;

    private final S3Client s3Client;

    private EmulatedAccount(String table, String bucket, Optional<DynamoDbEmulator> own, S3Emulator s3) {
        this.table = table;
        this.bucket = bucket;
        this.own = own;
        this.s3 = s3;
        this.secrets = SecretsEmulator.start(Map.of(
                "signing", "signing-key-of-a-test-account-0123456789abcdef012",
                "ticket", "ticket-key-of-a-test-account-0123456789abcdef0123",
                "admin", ADMIN_TOKEN,
                "webhooks", "webhook-secret-of-a-test-account-0123456789abcdef",
                "builds", "builds-secret-of-a-test-account-0123456789abcdef0"));
        this.dynamoServer = JsonServer.start(tableService());
        this.secretsServer = JsonServer.start(secrets);
        this.kmsServer = JsonServer.start(KmsEmulator.start(
                Map.of("builds", "builds-key-of-a-test-account", "provenance", "provenance-key-of-a-test-account")));
        this.dynamoClient = dynamoClient();
        this.s3Client = s3Client();
    }

    /** Starts an account with an empty table and an empty bucket, whose objects are stored in this folder. */
    public static EmulatedAccount start(Path folder) {
        EmulatedAccount account = new EmulatedAccount(
                "slipway-" + TABLES.incrementAndGet(),
                BUCKET,
                Optional.empty(),
                S3Emulator.start(folder, ACCESS_KEY, SECRET_KEY, 0));
        account.create();
        return account;
    }

    /**
     * Starts an account with the table and the bucket of a stopped cloud, and new secrets.
     *
     * @param dynamo the folder of the table's file
     * @param s3 the folder of the bucket
     */
    public static EmulatedAccount reopen(String table, String bucket, Path dynamo, Path s3) {
        return new EmulatedAccount(
                table,
                bucket,
                Optional.of(DynamoDbEmulator.start(Optional.of(dynamo))),
                S3Emulator.start(s3, ACCESS_KEY, SECRET_KEY, 0));
    }

    /** Creates a table with the same keys as in the template. */
    public static void createTable(DynamoDbClient client, String name) {
        client.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk"), attribute("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    }

    private void create() {
        createTable(dynamoClient, table);
        s3Client.createBucket(request -> request.bucket(bucket));
    }

    /** Stores an object in the bucket as the edge does: with its checksum and its upload session. */
    public void land(String key, byte[] content, String checksumSha256, String upload) {
        s3Client.putObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .checksumSHA256(checksumSha256)
                        .metadata(Map.of("upload", upload)),
                RequestBody.fromBytes(content));
    }

    /** Returns the keys of the objects in the bucket. */
    public List<String> objects() {
        return s3Client.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private DynamoDbClient dynamoClient() {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoServer.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private S3Client s3Client() {
        return S3Client.builder()
                .endpointOverride(s3.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
                .build();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** Returns the environment variables that connect a function to this account. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoServer.uri().toString());
        environment.put("AWS_ENDPOINT_URL_S3", s3.uri().toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsServer.uri().toString());
        environment.put("AWS_ENDPOINT_URL_KMS", kmsServer.uri().toString());
        environment.put("SLIPWAY_BUILDS_KEY", "builds");
        environment.put("SLIPWAY_PROVENANCE_KEY", "provenance");
        environment.put("SLIPWAY_BUILDS_SECRET", "builds");
        environment.put("SLIPWAY_TABLE", table);
        environment.put("SLIPWAY_BUCKET", bucket);
        environment.put("SLIPWAY_SIGNING_KEY_SECRET", "signing");
        environment.put("SLIPWAY_TICKET_KEY_SECRET", "ticket");
        environment.put("SLIPWAY_ADMIN_TOKEN_SECRET", "admin");
        environment.put("SLIPWAY_DIRECT_PULL_CIDRS", "none");
        environment.put("SLIPWAY_WEBHOOK_SECRET", "webhooks");
        environment.put("SLIPWAY_WEBHOOK_NETWORK", "any");
        return environment;
    }

    /** Returns the service of the table, for clients of this process that need no connection. */
    public JsonService tableService() {
        return own.orElseGet(() -> Shared.DYNAMO);
    }

    /** Returns the URL of the bucket. */
    public URI bucket() {
        return s3.uri();
    }

    /** Returns the account's secrets, for tests that rotate them. */
    public SecretsEmulator secrets() {
        return secrets;
    }

    @Override
    public void close() {
        s3Client.close();
        kmsServer.close();
        secretsServer.close();
        s3.close();
        if (own.isEmpty()) {
            dynamoClient.deleteTable(request -> request.tableName(table));
        }
        dynamoClient.close();
        dynamoServer.close();
        own.ifPresent(DynamoDbEmulator::close);
    }

    /** The shared DynamoDB Local, which starts with the first account and runs until the process exits. */
    private static final class Shared {
        static final DynamoDbEmulator DYNAMO = DynamoDbEmulator.start(Optional.empty());
    }
}
