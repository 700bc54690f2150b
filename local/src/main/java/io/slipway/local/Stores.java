package io.slipway.local;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.JsonService;
import io.slipway.emulators.S3Emulator;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.Gate;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The stores behind the gate: the embedded emulators of DynamoDB and S3, or the servers in {@code AWS_ENDPOINT_URL}
 * and its variants.
 *
 * @param table DynamoDB
 * @param bucketServer the URL of S3's server
 * @param bucketKey the only key that it accepts
 * @param region the region for which calls are signed
 * @param user the key of the account's one user, who may log in with it
 * @param emulators the emulators that are closed with this
 */
record Stores(
        JsonService table,
        URI bucketServer,
        AccessKey bucketKey,
        String region,
        AccessKey user,
        List<Runnable> emulators)
        implements AutoCloseable {
    private static final String ALL = "AWS_ENDPOINT_URL";

    static Stores start(DataFolder data, Map<String, String> given) throws IOException {
        String region = given.getOrDefault("AWS_REGION", "us-east-1");
        Optional<URI> otherTable = other(given, "DYNAMODB");
        Optional<URI> otherBucket = other(given, "S3");
        boolean embedded = otherTable.isEmpty() && otherBucket.isEmpty();
        AccessKey user = embedded
                ? new AccessKey("slipway", data.secret("aws-secret-key"), "")
                : new AccessKey(
                        given.getOrDefault("AWS_ACCESS_KEY_ID", "test"),
                        given.getOrDefault("AWS_SECRET_ACCESS_KEY", "test"),
                        "");
        List<Runnable> emulators = new ArrayList<>();
        CompletableFuture<JsonService> table = CompletableFuture.supplyAsync(() -> otherTable
                .map(uri -> Gate.remote(uri, user, "dynamodb", region))
                .orElseGet(() -> {
                    System.setProperty(
                            DynamoDbEmulator.TEMPORARY, data.temporary().toString());
                    DynamoDbEmulator emulator = DynamoDbEmulator.start(Optional.of(data.dynamoDb()));
                    emulators.add(emulator::close);
                    return emulator;
                }));
        AccessKey bucketKey = user;
        URI bucketServer;
        if (otherBucket.isPresent()) {
            bucketServer = otherBucket.get();
        } else {
            bucketKey = AccessKey.ofUser();
            S3Emulator s3 = S3Emulator.start(data.s3(), bucketKey.id(), bucketKey.secret(), 0);
            bucketServer = s3.uri();
            table.join();
            emulators.add(s3::close);
        }
        return new Stores(table.join(), bucketServer, bucketKey, region, user, emulators);
    }

    /** Returns the URL of the server that replaces our emulator of a service, if there is one. */
    static Optional<URI> other(Map<String, String> given, String service) {
        boolean store = service.equals("DYNAMODB") || service.equals("S3");
        return Optional.ofNullable(given.get(ALL + "_" + service))
                .or(() -> Optional.ofNullable(store ? given.get(ALL) : null))
                .map(URI::create);
    }

    @Override
    public void close() {
        emulators.forEach(Runnable::run);
    }
}
