package io.slipway.aws;

import io.slipway.aws.blob.ObjectUrls;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Creates the AWS clients from a function's environment, in which {@code AWS_ENDPOINT_URL} and its forms for one service ({@code
 * AWS_ENDPOINT_URL_S3}, {@code …_DYNAMODB}, {@code …_SECRETS_MANAGER}, {@code …_KMS}, {@code …_CODEBUILD}, {@code …_EVENTBRIDGE}) can name an
 * emulator.
 *
 * <p>All clients of one instance share one pool of connections.
 */
public final class AwsClients {
    /**
     * Carries the calls of clients that are created in this scope, instead of connections: the one-machine cloud has the services in its own process.
     * As over TLS, these clients do not sign the bodies of objects.
     */
    public static final ScopedValue<SdkHttpClient> CARRIER = ScopedValue.newInstance();

    /** The maximum number of connections: a Lambda serves one request at a time, the one-machine cloud many. */
    private static final int MAX_CONNECTIONS = 256;

    /** The name of Apache's client, which the SDK adds to the user agent. */
    static final String HTTP_CLIENT = "Apache5";

    private final Environment environment;
    private final SdkHttpClient http;
    private final boolean isCarried;
    private final Optional<ExecutionInterceptor> interceptor;

    public AwsClients(Environment environment) {
        this(environment, Optional.empty());
    }

    /** Creates clients for tests that count the calls of an operation. */
    public AwsClients(Environment environment, Optional<ExecutionInterceptor> interceptor) {
        this.environment = environment;
        this.interceptor = interceptor;
        this.isCarried = CARRIER.isBound();
        this.http = isCarried
                ? CARRIER.get()
                : new BackgroundHttpClient(
                        HTTP_CLIENT,
                        () -> Apache5HttpClient.builder()
                                .maxConnections(MAX_CONNECTIONS)
                                .build());
    }

    /** Retries a write of an item that a transaction is writing, like a throttled one. */
    public DynamoDbClient dynamoDb() {
        var builder = sync(DynamoDbClient.builder(), "DYNAMODB");
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .retryStrategy(retries -> retries.retryOnException(TransactionConflictException.class))
                        .build())
                .build();
    }

    public SecretsManagerClient secretsManager() {
        return sync(SecretsManagerClient.builder(), "SECRETS_MANAGER").build();
    }

    public KmsClient kms() {
        return sync(KmsClient.builder(), "KMS").build();
    }

    public CodeBuildClient codeBuild() {
        return sync(CodeBuildClient.builder(), "CODEBUILD").build();
    }

    public EventBridgeClient eventBridge() {
        return sync(EventBridgeClient.builder(), "EVENTBRIDGE").build();
    }

    /** Checksums are sent only if a call asks for them: Slipway itself verifies the digests of bodies. */
    public S3Client s3() {
        return sync(S3Client.builder(), "S3")
                .forcePathStyle(endpoint("S3").isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    /** Returns the presigner for this bucket's objects. */
    public ObjectUrls objectUrls(String bucket) {
        return ObjectUrls.of(bucket, environment.region(), endpoint("S3"), credentials());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B sync(B builder, String service) {
        B configured = builder.httpClient(http).region(region()).credentialsProvider(credentials());
        endpoint(service).map(this::carried).ifPresent(configured::endpointOverride);
        interceptor.ifPresent(it -> configured.overrideConfiguration(ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(it)
                .build()));
        return configured;
    }

    /** Changes the scheme, by which the SDK decides whether others could read or change a body in transit. */
    private URI carried(URI endpoint) {
        return isCarried ? URI.create("https://" + endpoint.getAuthority()) : endpoint;
    }

    private Optional<URI> endpoint(String service) {
        return environment
                .optional("AWS_ENDPOINT_URL_" + service)
                .or(() -> environment.optional("AWS_ENDPOINT_URL"))
                .map(URI::create);
    }

    private Region region() {
        return Region.of(environment.region());
    }

    private AwsCredentialsProvider credentials() {
        Optional<String> id = environment.optional("AWS_ACCESS_KEY_ID");
        Optional<String> secret = environment.optional("AWS_SECRET_ACCESS_KEY");
        // Restored snapshots get their credentials from a container endpoint, not from these variables.
        if (id.isEmpty() || secret.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(environment
                .optional("AWS_SESSION_TOKEN")
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
    }
}
