package io.slipway.local;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.S3Emulator;
import io.slipway.local.template.Stack;
import io.slipway.local.template.TableResource;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** DynamoDB and S3: the embedded emulators, or those that {@code AWS_ENDPOINT_URL} and its forms name. */
final class Stores implements AutoCloseable {
    private static final String ALL = "AWS_ENDPOINT_URL";
    private static final String DYNAMODB = ALL + "_DYNAMODB";
    private static final String S3 = ALL + "_S3";
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String REGION = "AWS_REGION";

    private final Map<String, String> environment;
    private final List<Runnable> emulators;

    private Stores(Map<String, String> environment, List<Runnable> emulators) {
        this.environment = environment;
        this.emulators = emulators;
    }

    static Stores start(DataFolder data, Map<String, String> given) throws IOException {
        Map<String, String> environment = new HashMap<>();
        Optional<String> otherDynamo = Optional.ofNullable(given.getOrDefault(DYNAMODB, given.get(ALL)));
        Optional<String> otherS3 = Optional.ofNullable(given.getOrDefault(S3, given.get(ALL)));
        boolean embedded = otherDynamo.isEmpty() && otherS3.isEmpty();
        String accessKey = embedded ? "slipway" : given.getOrDefault(ACCESS_KEY, "test");
        String secretKey = embedded ? data.secret("s3-secret-key") : given.getOrDefault(SECRET_KEY, "test");
        environment.put(REGION, given.getOrDefault(REGION, "us-east-1"));
        environment.put(ACCESS_KEY, accessKey);
        environment.put(SECRET_KEY, secretKey);
        List<Runnable> emulators = new ArrayList<>();
        CompletableFuture<Optional<DynamoDbEmulator>> dynamo =
                CompletableFuture.supplyAsync(() -> otherDynamo.isPresent()
                        ? Optional.empty()
                        : Optional.of(DynamoDbEmulator.start(Optional.of(data.dynamoDb()), 0)));
        if (otherS3.isEmpty()) {
            S3Emulator s3 = S3Emulator.start(data.s3(), accessKey, secretKey, 0);
            emulators.add(s3::close);
            environment.put(S3, s3.uri().toString());
        }
        otherS3.ifPresent(uri -> environment.put(S3, uri));
        otherDynamo.ifPresent(uri -> environment.put(DYNAMODB, uri));
        dynamo.join().ifPresent(emulator -> {
            emulators.add(emulator::close);
            environment.put(DYNAMODB, emulator.uri().toString());
        });
        Optional.ofNullable(given.get(ALL + "_SECRETS_MANAGER"))
                .ifPresent(uri -> environment.put(ALL + "_SECRETS_MANAGER", uri));
        return new Stores(environment, emulators);
    }

    /** The variables that lead a function to these stores. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Makes the tables and buckets of the stack that are not there yet. */
    void create(Stack stack) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(uri(DYNAMODB))
                .region(region())
                .credentialsProvider(credentials())
                .build()) {
            stack.tables().forEach(table -> create(client, table));
        }
        try (S3Client client = S3Client.builder()
                .endpointOverride(uri(S3))
                .region(region())
                .credentialsProvider(credentials())
                .forcePathStyle(true)
                .build()) {
            for (String bucket : stack.buckets()) {
                try {
                    client.createBucket(request -> request.bucket(bucket));
                } catch (BucketAlreadyOwnedByYouException e) {
                    // from the last time
                }
            }
        }
    }

    private static void create(DynamoDbClient client, TableResource table) {
        try {
            client.createTable(request -> request.tableName(table.name())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(table.keys().keySet().stream()
                            .map(name -> AttributeDefinition.builder()
                                    .attributeName(name)
                                    .attributeType("S")
                                    .build())
                            .toList())
                    .keySchema(table.keys().entrySet().stream()
                            .map(key -> KeySchemaElement.builder()
                                    .attributeName(key.getKey())
                                    .keyType(key.getValue())
                                    .build())
                            .toList()));
        } catch (ResourceInUseException e) {
            // from the last time
        }
    }

    /** The one key of the account: its secret, by its id. */
    Map<String, String> accessKeys() {
        return Map.of(environment.getOrDefault(ACCESS_KEY, ""), environment.getOrDefault(SECRET_KEY, ""));
    }

    String regionName() {
        return environment.getOrDefault(REGION, "");
    }

    URI bucketServer() {
        return uri(S3);
    }

    S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(uri(S3))
                .region(region())
                .credentialsProvider(credentials())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private URI uri(String variable) {
        return URI.create(environment.getOrDefault(variable, ""));
    }

    private Region region() {
        return Region.of(environment.getOrDefault(REGION, ""));
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                environment.getOrDefault(ACCESS_KEY, ""), environment.getOrDefault(SECRET_KEY, "")));
    }

    @Override
    public void close() {
        emulators.forEach(Runnable::run);
    }
}
