package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.builds.retention.PolicyJson;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.bin.BinCleanup;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.housekeeping.Collected;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.function.pull.PullRoutes;
import io.slipway.function.push.PushRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The registry's routes and its janitor on emulated AWS in this process, with a clock that can be moved, so that
 * thousands of operations run quickly.
 */
final class RegistryInProcess implements AutoCloseable {
    private final EmulatedAccount account;
    private final Environment environment;
    private final TableCarrier carrier;
    private final DynamoDbClient dynamo;
    private final S3Client s3;
    private final Path bucket;
    private final Moved clock = new Moved();
    final Backend backend;
    private final Router router;

    RegistryInProcess(Path folder) {
        this(EmulatedAccount.start(folder), folder);
    }

    /** Creates a registry on the data folder of a stopped cloud. */
    static RegistryInProcess of(Path data) {
        Path s3 = data.resolve("s3");
        return new RegistryInProcess(
                EmulatedAccount.reopen("slipway-table", "slipway-bucket", data.resolve("dynamodb"), s3), s3);
    }

    private RegistryInProcess(EmulatedAccount account, Path buckets) {
        this.account = account;
        environment = new Environment(account.environment());
        bucket = buckets.resolve(environment.bucket());
        carrier = new TableCarrier(account.tableService());
        AwsClients clients = ScopedValue.where(AwsClients.CARRIER, carrier).call(() -> new AwsClients(environment));
        dynamo = clients.dynamoDb();
        s3 = clients.s3();
        backend = new Backend(environment, clients, clock);
        List<Route> routes = new ArrayList<>(new PushRoutes(backend).routes());
        routes.addAll(new PullRoutes(backend).routes());
        router = new Router(routes, backend.forLogins().registryLogin());
    }

    /** A clock that continues to run after it was moved. */
    private static final class Moved extends Clock {
        private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset.get());
        }
    }

    void pass(Duration time) {
        clock.offset.updateAndGet(time::plus);
    }

    /** Runs the janitor with this grace time until nothing is due. */
    Collected collect(Duration grace) {
        Collected collected = backend.forHousekeeping()
                .janitor(grace, line -> {
                    throw new AssertionError(line);
                })
                .run(Instant.MAX);
        backend.usage().count(Instant.MAX);
        return collected;
    }

    /**
     * Moves the clock until nothing is pending: uploads expire after a day, and the keys of the direct lane are closed
     * after five.
     */
    void settle() {
        for (int day = 0; day < 7; day++) {
            pass(Duration.ofDays(1));
            emptyBin();
            assertThat(collect(Duration.ZERO).complete()).isTrue();
        }
    }

    /** Moves the clock until the leases of killed instant builds expire. */
    void endLeases() {
        Builds builds = backend.forBuilds().builds();
        for (Build build : builds.list(SpaceName.DEFAULT, Optional.empty(), 100)) {
            String lease = String.valueOf(build.status().job());
            if (!build.state().ended()) {
                assertThat(builds.lease(build.id(), lease, lease.replaceFirst("\\d+$", "0")))
                        .as(lease)
                        .isTrue();
            }
        }
    }

    /** Compares the counted usage with a walk over all items, before and after pending changes are counted. */
    void hasRightUsage() {
        WalkedUsage walked = new WalkedUsage(items());
        assertThat(backend.usage().space(SpaceName.DEFAULT)).isEqualTo(walked.space());
        assertThat(backend.usage().whole(SpaceName.DEFAULT).repositories())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pushed")
                .containsExactlyInAnyOrderElementsOf(walked.repositories());
    }

    /**
     * Removes objects without references, left by requests that were killed between their writes to the bucket and the
     * table.
     */
    void mend() {
        pass(Duration.ofDays(1));
        JsonNode report = backend.forHousekeeping().scrub(Duration.ZERO).run(true, Instant.MAX);
        assertThat(report.path("missing").asLong()).as(report.toString()).isZero();
        pass(Duration.ofHours(1));
        collect(Duration.ZERO);
    }

    /** Checks that a scrub finds the same as the comparison, although it does not know the order of the writes. */
    void hasNothingToMend() {
        pass(Duration.ofDays(1));
        JsonNode report = backend.forHousekeeping().scrub(Duration.ZERO).run(false, Instant.MAX);
        assertThat(report.path("findings")).isEmpty();
        assertThat(report.path("complete").asBoolean()).isTrue();
    }

    /** Sets the time for which deleted manifests and tags can be restored. */
    void keepInBin(int days) {
        var document = JsonNodeFactory.instance.objectNode();
        document.putObject("bin").put("days", days);
        assertThat(backend.forBuilds().policies().put(SpaceName.DEFAULT, PolicyJson.read(document)))
                .isTrue();
    }

    /** Permanently deletes expired entries of the bin. */
    void emptyBin() {
        new BinCleanup(backend.bin(), backend.repositoryBin(), clock).run(SpaceName.DEFAULT, Instant.MAX);
    }

    /** Returns a bearer token for all actions on these repositories. */
    String bearer(List<String> repositories) {
        List<Access> all = repositories.stream()
                .map(name -> new Access(RepositoryName.parse(name), Set.of(Action.PULL, Action.PUSH, Action.DELETE)))
                .toList();
        return backend.forLogins().bearerIssuer().issue(new Caller("test", all, List.of(), Set.of("default")));
    }

    Response send(String bearer, String method, String address, byte[] body, String contentType) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + bearer);
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        Request request = RegistryClient.request(method, address, headers, body);
        Response response;
        do {
            response = router.handle(request);
        } while (response.status() == 429);
        return response;
    }

    /** Uploads a blob on the direct lane, like the edge; its event may arrive at any time. */
    Runnable land(String repository, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        String upload = SessionId.next(clock.instant(), SpaceName.DEFAULT);
        LandingDay day = LandingDay.of(upload);
        account.land(
                "direct/default/" + repository + "/sha256/" + digest.hex() + "/" + day.number(),
                content,
                Base64.getEncoder().encodeToString(digest.hash()),
                upload);
        return () -> backend.blobs(backend.blobObjects()).arrived(RepositoryName.parse(repository), digest, day);
    }

    /** Returns all items of the table. */
    List<Map<String, AttributeValue>> items() {
        return dynamo
                .scanPaginator(request -> request.tableName(environment.table()).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** Returns the keys of all objects in the bucket. */
    Set<String> objects() {
        Set<String> keys = new TreeSet<>();
        s3.listObjectsV2Paginator(request -> request.bucket(environment.bucket()))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    /** Returns whether the bucket has the bytes of an object, by its file: a request for each would take a tenth of a test's processor time. */
    boolean hasObject(String key) {
        return Files.isRegularFile(bucket.resolve(key));
    }

    @Override
    public void close() {
        s3.close();
        dynamo.close();
        carrier.close();
        account.close();
    }
}
