package io.slipway.bench.registry;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.lambda.HttpFunction;
import io.slipway.aws.space.DynamoSpaces;
import io.slipway.aws.table.Table;
import io.slipway.aws.token.DynamoTokens;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.ForeignTokens;
import io.slipway.core.access.Granting;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.access.SigningKey;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.GetBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.GetManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.emulators.GatewayCall;
import io.slipway.emulators.SilentContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A warm pull without its AWS calls: from the gateway's event to the response, including the verification of the
 * bearer token, the routing, the signature of the URL and the log line (which is discarded).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PullBenchmark {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, new byte[0]);
    private static final SigningKey KEY = SigningKey.of("a-signing-key-of-no-account-at-all-0123456789");
    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "t".repeat(800)));

    private final BearerTokens tokens = new BearerTokens(id -> Optional.of(KEY.verifying()), Clock.systemUTC());
    private final PullFunction function = new PullFunction(router());
    private final byte[] blob = event("GET", "/v2/team-a/apps/web/blobs/" + DIGEST);
    private final byte[] tag = event("HEAD", "/v2/team-a/apps/web/manifests/1.0");
    private final byte[] manifest = event("GET", "/v2/team-a/apps/web/manifests/" + OneManifest.DIGEST);
    private final byte[] root = event("GET", "/v2/");

    /** Measures GET of a blob, which returns a redirect. */
    @Benchmark
    public byte[] blobRedirect() throws IOException {
        return answer(blob);
    }

    /** Measures HEAD of a manifest by tag. */
    @Benchmark
    public byte[] manifestHead() throws IOException {
        return answer(tag);
    }

    /** Measures GET of a manifest by digest. */
    @Benchmark
    public byte[] manifestGet() throws IOException {
        return answer(manifest);
    }

    /** Measures GET of {@code /v2/}, the cost of every request before its operation. */
    @Benchmark
    public byte[] loginCheck() throws IOException {
        return answer(root);
    }

    private Router router() {
        AwsClients clients = new AwsClients(ENVIRONMENT);
        S3BlobObjects objects =
                S3BlobObjects.readOnly(clients::s3, clients.objectUrls("slipway-bucket"), "slipway-bucket");
        // Only a miss reads the space.
        Table table = new Table(clients.dynamoDb(), "none");
        EventLog events = new EventLog(table, Clock.systemUTC(), Duration.ofDays(1));
        DynamoSpaces spaces = new DynamoSpaces(table, events);
        return new Router(
                List.of(
                        Route.of(READ, "/v2/?", null, call -> io.slipway.core.http.Response.of(200)),
                        Route.of(
                                READ,
                                "/v2/<name>/blobs/<digest>",
                                Action.PULL,
                                new GetBlob(new Blobs(new OneBlob(), objects, Clock.systemUTC()), objects, spaces)),
                        Route.of(
                                READ,
                                "/v2/<name>/manifests/<reference>",
                                Action.PULL,
                                new GetManifest(new OneManifest(), spaces, Clock.systemUTC()))),
                new RegistryLogin(
                        tokens,
                        new Credentials(new DynamoTokens(table, events), ForeignTokens.NONE, Clock.systemUTC()),
                        new Granting(repositories -> Set.of()),
                        Clock.systemUTC()));
    }

    private byte[] event(String method, String path) {
        Access access = new Access(RepositoryName.parse("team-a/apps/web"), Set.of(Action.PULL));
        String bearer = new BearerIssuer(() -> KEY, Clock.systemUTC())
                .issue(new Caller("bench", List.of(access), List.of(), Set.of()));
        Map<String, String> headers = Map.of(
                "authorization", "Bearer " + bearer,
                "accept", "*/*",
                "host", "abcdef.execute-api.eu-west-1.amazonaws.com",
                "user-agent", "containerd/2.4.2",
                "x-forwarded-host", "registry.example.com",
                "x-forwarded-proto", "https");
        return new GatewayCall(method, path, headers).event().toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] answer(byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), answer, SilentContext.INSTANCE);
        return answer.toByteArray();
    }

    private static final class PullFunction extends HttpFunction {
        PullFunction(Router router) {
            super(new Backend(ENVIRONMENT), router::handle, () -> {});
        }
    }
}
