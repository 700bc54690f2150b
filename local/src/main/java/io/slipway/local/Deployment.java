package io.slipway.local;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.site.StaticFiles;
import io.slipway.aws.table.Table;
import io.slipway.aws.token.DynamoTokens;
import io.slipway.console.ConsoleFiles;
import io.slipway.core.access.Credentials;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.Gate;
import io.slipway.local.template.Stack;
import io.slipway.local.template.TableResource;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * Deploys the stack as CloudFormation does in AWS: creates its missing tables and buckets, and publishes the console.
 */
final class Deployment {
    private Deployment() {}

    static void create(Stack stack, Gate gate, String region, String administrator) {
        AccessKey key = gate.deployer();
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsSessionCredentials.create(key.id(), key.secret(), key.token()));
        try (DynamoDbClient client = DynamoDbClient.builder()
                .httpClient(gate.carrier())
                .endpointOverride(gate.uri())
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .build()) {
            stack.tables().forEach(table -> create(client, table));
            Table table = new Table(client, stack.tables().getFirst().name());
            // In AWS the custom resource AdministratorHash does this.
            new DynamoTokens(table, new EventLog(table, Clock.systemUTC(), Duration.ofDays(1)))
                    .publishAdministrator(Credentials.hash(administrator));
        }
        try (S3Client client = S3Client.builder()
                .httpClient(gate.carrier())
                .endpointOverride(gate.uri())
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .build()) {
            for (String bucket : stack.buckets()) {
                try {
                    client.createBucket(request -> request.bucket(bucket));
                } catch (BucketAlreadyOwnedByYouException e) {
                    // from an earlier deployment
                }
            }
            // In AWS the custom resource ConsoleFiles does this.
            new StaticFiles(() -> client, stack.buckets().getFirst()).publish(ConsoleFiles.FOLDER, ConsoleFiles.read());
        }
        gate.revoke(key);
    }

    private static void create(DynamoDbClient client, TableResource table) {
        StreamSpecification stream = StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(table.stream())
                .build();
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
                            .toList())
                    .streamSpecification(stream));
        } catch (ResourceInUseException e) {
            // An earlier run created it, possibly with a version whose table had no stream.
            var before = client.describeTable(request -> request.tableName(table.name()))
                    .table()
                    .streamSpecification();
            if (!stream.equals(before)) {
                client.updateTable(request -> request.tableName(table.name()).streamSpecification(stream));
            }
        }
    }
}
