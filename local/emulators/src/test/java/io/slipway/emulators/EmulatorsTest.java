package io.slipway.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class EmulatorsTest {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "secret"));

    @TempDir
    Path folder;

    @Test
    void dynamodb_keeps_its_data_across_a_restart() {
        try (var emulator = DynamoDbEmulator.start(Optional.of(folder));
                var server = JsonServer.start(emulator);
                var client = dynamo(server)) {
            createTable(client);
            client.putItem(request -> request.tableName("table").item(Map.of("pk", AttributeValue.fromS("x"))));
        }
        try (var emulator = DynamoDbEmulator.start(Optional.of(folder));
                var server = JsonServer.start(emulator);
                var client = dynamo(server)) {
            assertThat(client.getItem(
                                    request -> request.tableName("table").key(Map.of("pk", AttributeValue.fromS("x"))))
                            .hasItem())
                    .isTrue();
        }
    }

    @Test
    void a_file_with_a_journal_keeps_its_data_and_gets_a_log() throws IOException {
        Path log = folder.resolve("shared-local-instance.db-wal");
        Files.createFile(folder.resolve("shared-local-instance.db"));
        try (var emulator = DynamoDbEmulator.start(Optional.of(folder));
                var server = JsonServer.start(emulator);
                var client = dynamo(server)) {
            createTable(client);
            client.putItem(request -> request.tableName("table").item(Map.of("pk", AttributeValue.fromS("x"))));
            assertThat(log).doesNotExist();
        }
        try (var emulator = DynamoDbEmulator.start(Optional.of(folder));
                var server = JsonServer.start(emulator);
                var client = dynamo(server)) {
            client.putItem(request -> request.tableName("table").item(Map.of("pk", AttributeValue.fromS("y"))));
            assertThat(client.scan(request -> request.tableName("table")).count())
                    .isEqualTo(2);
            assertThat(log).isNotEmptyFile();
        }
    }

    @Test
    void dynamodb_responds_to_a_transaction_after_its_commit() throws IOException {
        try (var emulator = DynamoDbEmulator.start(Optional.of(folder));
                var server = JsonServer.start(emulator);
                var client = dynamo(server)) {
            createTable(client);
            for (int i = 0; i < 100; i++) {
                String key = Integer.toString(i);
                var write = TransactWriteItem.builder()
                        .put(put -> put.tableName("table").item(Map.of("pk", AttributeValue.fromS(key))))
                        .build();
                byte[] before = log();
                client.transactWriteItems(request -> request.transactItems(write));
                byte[] answered = log();
                assertThat(answered)
                        .as("SQLite's log, in which transaction %d is", i)
                        .isNotEqualTo(before);
                client.getItem(request -> request.tableName("table").key(Map.of("pk", AttributeValue.fromS(key))));
                assertThat(log())
                        .as("the same log after a read, which waits for what is queued")
                        .isEqualTo(answered);
            }
        }
    }

    private byte[] log() throws IOException {
        return Files.readAllBytes(folder.resolve("shared-local-instance.db-wal"));
    }

    @Test
    void s3_listens_on_the_loopback_interface_only() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        try (var s3 = S3Emulator.start(folder, "local", "secret", 0)) {
            for (InetAddress address : others) {
                assertThatExceptionOfType(java.io.IOException.class)
                        .isThrownBy(() -> new Socket(address, s3.uri().getPort()).close());
            }
        }
    }

    @Test
    void s3_rejects_a_body_that_does_not_match_its_checksum() throws Exception {
        try (var emulator = S3Emulator.start(folder, "local", "secret", 0);
                var client = s3(emulator)) {
            client.createBucket(request -> request.bucket("bucket"));
            byte[] good = "good".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            String checksum = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(good));
            assertThatExceptionOfType(S3Exception.class)
                    .isThrownBy(() -> client.putObject(
                            request -> request.bucket("bucket").key("key").checksumSHA256(checksum),
                            RequestBody.fromString("evil")))
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
            assertThatExceptionOfType(NoSuchKeyException.class)
                    .isThrownBy(() -> client.headObject(
                            request -> request.bucket("bucket").key("key")));
            client.putObject(
                    request -> request.bucket("bucket")
                            .key("key")
                            .checksumSHA256(checksum)
                            .metadata(Map.of("upload", "id")),
                    RequestBody.fromBytes(good));
            var head = client.headObject(
                    request -> request.bucket("bucket").key("key").checksumMode(ChecksumMode.ENABLED));
            assertThat(head.checksumSHA256()).isEqualTo(checksum);
            assertThat(head.metadata()).containsEntry("upload", "id");
        }
    }

    @Test
    void s3_accepts_presigned_requests_and_rejects_altered_ones() throws Exception {
        try (var emulator = S3Emulator.start(folder, "local", "secret", 0);
                var client = s3(emulator);
                var presigner = S3Presigner.builder()
                        .endpointOverride(emulator.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(CREDENTIALS)
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .build()) {
            client.createBucket(request -> request.bucket("bucket"));
            client.putObject(request -> request.bucket("bucket").key("a/b"), RequestBody.fromString("0123456789"));
            URI get = presigner
                    .presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(object -> object.bucket("bucket").key("a/b")))
                    .url()
                    .toURI();
            HttpClient http = HttpClient.newHttpClient();
            var part = http.send(
                    HttpRequest.newBuilder(get).header("Range", "bytes=2-4").build(), BodyHandlers.ofString());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("234");
            var other = URI.create(get.toString().replace("/a/b", "/a/c"));
            assertThat(http.send(HttpRequest.newBuilder(other).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(request -> request.tableName("table")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    private static DynamoDbClient dynamo(JsonServer emulator) {
        return DynamoDbClient.builder()
                .endpointOverride(emulator.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static S3Client s3(S3Emulator emulator) {
        return S3Client.builder()
                .endpointOverride(emulator.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
                .build();
    }
}
