package io.slipway.local.gate;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.JsonService;
import io.slipway.emulators.KmsEmulator;
import io.slipway.emulators.S3Emulator;
import io.slipway.emulators.SecretsEmulator;
import io.slipway.emulators.codebuild.CodeBuildEmulator;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The stack of {@code gate.yaml} on the emulators, behind a gate. */
final class GatedAccount implements AutoCloseable {
    static final String TABLE = "slipway-table";
    static final String BUCKET = "slipway-bucket";

    final Path record;
    final Stack stack;
    final Gate gate;

    private final DynamoDbEmulator table = DynamoDbEmulator.start(Optional.empty());
    private final S3Emulator bucket;
    private final CodeBuildEmulator codeBuild;

    GatedAccount(Path folder) throws IOException {
        this(folder, DiskSpace.of(folder, line -> {}));
    }

    GatedAccount(Path folder, DiskSpace disk) throws IOException {
        record = folder.resolve("accesses.jsonl");
        stack = Stack.read(
                Path.of(System.getProperty("slipway.root", ".")).resolve("local/src/test/resources/gate.yaml"),
                Map.of());
        AccessKey bucketKey = AccessKey.ofUser();
        bucket = S3Emulator.start(folder.resolve("s3"), bucketKey.id(), bucketKey.secret(), 0);
        codeBuild = CodeBuildEmulator.start(
                stack.projects(),
                new CodeBuildEmulator.Settings(
                        folder.resolve("jobs"),
                        project -> Map.of("SLIPWAY_BUILDER", "the machine's"),
                        5,
                        detail -> {}));
        Map<String, JsonService> services = Map.of(
                "dynamodb",
                table,
                "secretsmanager",
                SecretsEmulator.start(Map.of("slipway-secret", "s3cret", "slipway-other", "other")),
                "kms",
                KmsEmulator.start(Map.of("slipway-key", "the key's secret")),
                "codebuild",
                codeBuild);
        gate = Gate.open(
                new Gate.Behind(stack, "us-east-1", services, bucket.uri(), bucketKey, disk, record, line -> {}));
        create();
    }

    private void create() {
        AccessKey key = gate.deployer();
        try (DynamoDbClient client = dynamoDb(key);
                S3Client s3 = s3(key)) {
            EmulatedAccount.createTable(client, TABLE);
            s3.createBucket(request -> request.bucket(BUCKET));
        }
        gate.revoke(key);
    }

    URI uri() {
        return gate.uri();
    }

    /** Creates a key for the role of this function. */
    AccessKey key(String function) {
        return gate.assume(stack.access().roleOf(function), function);
    }

    static AwsCredentialsProvider credentials(AccessKey key) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(key.id(), key.secret(), key.token()));
    }

    DynamoDbClient dynamoDb(AccessKey key) {
        return DynamoDbClient.builder()
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key))
                .build();
    }

    S3Client s3(AccessKey key) {
        return S3Client.builder()
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key))
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void close() {
        gate.close();
        codeBuild.close();
        bucket.close();
        table.close();
    }
}
