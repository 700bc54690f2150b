package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.housekeeping.Collected;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.StoreBlob;
import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.S3Emulator;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.DiskSpace;
import io.slipway.local.gate.Gate;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the janitor with its role in the template. Its reviews are due days after a push, so the clouds of other tests
 * do not run long enough.
 */
class JanitorRoleTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String REGION = "us-east-1";

    private final List<String> denied = new CopyOnWriteArrayList<>();
    private DynamoDbEmulator table;
    private S3Emulator bucket;
    private Gate gate;
    private Stack stack;
    private Backend deployer;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        stack = Stack.read(Cloud.root().resolve("template.yaml"), Map.of());
        table = DynamoDbEmulator.start(Optional.empty());
        AccessKey key = AccessKey.ofUser();
        bucket = S3Emulator.start(folder.resolve("s3"), key.id(), key.secret(), 0);
        gate = Gate.open(new Gate.Behind(
                stack,
                REGION,
                Map.of("dynamodb", table),
                bucket.uri(),
                key,
                DiskSpace.of(folder, denied::add),
                folder.resolve("accesses.jsonl"),
                denied::add));
        Environment environment = environment(gate.deployer());
        create(environment);
        deployer = new Backend(environment);
    }

    @AfterEach
    void stop() {
        gate.close();
        bucket.close();
        table.close();
    }

    @Test
    void the_janitor_keeps_linked_first_chunks_and_removes_abandoned_ones() {
        String linked = chunk("linked");
        Digest digest = digest("linked");
        assertThat(deployer.uploads().finishWithFirst(APP, sessionOf(linked), digest, new StoredBlob(linked, 6)))
                .isEmpty();
        String given = chunk("given up");
        assertThat(collect(Duration.ofDays(6), Duration.ofDays(30)).objects()).isEqualTo(1);
        assertThat(denied).isEmpty();
        assertThat(deployer.uploadObjects().first(linked)).isPresent();
        assertThat(deployer.uploadObjects().first(given)).isEmpty();
    }

    @Test
    void the_janitor_removes_a_blob_that_no_manifest_uses_and_its_object() {
        byte[] content = "unused".getBytes(StandardCharsets.UTF_8);
        String session = SessionId.next(Instant.now(), SpaceName.DEFAULT);
        assertThat(new StoreBlob(deployer.uploads(), deployer.uploadObjects())
                        .store(APP, session, digest("unused"), content))
                .isEmpty();
        collect(Duration.ofHours(1), Duration.ZERO);
        Collected later = collect(Duration.ofHours(2), Duration.ZERO);
        assertThat(denied).isEmpty();
        assertThat(later.failed()).isZero();
        assertThat(deployer.blobLinks().find(APP, digest("unused")).blob()).isEmpty();
    }

    private Collected collect(Duration later, Duration grace) {
        Environment environment = environment(gate.assume(stack.access().roleOf("JanitorFunction"), "JanitorFunction"));
        Backend backend = new Backend(environment, new AwsClients(environment), Clock.offset(Clock.systemUTC(), later));
        return backend.forHousekeeping()
                .janitor(grace, line -> {
                    throw new AssertionError(line);
                })
                .run(Instant.MAX);
    }

    private String chunk(String text) {
        String session = SessionId.next(Instant.now(), APP.space());
        String key = new FirstChunkKey(LandingDay.of(session), APP.space(), session).toString();
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        assertThat(deployer.uploadObjects().putFirst(key, content, Optional.of(digest(text))))
                .isTrue();
        return key;
    }

    private static String sessionOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    private Environment environment(AccessKey key) {
        Map<String, String> variables = new HashMap<>(key.environment());
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_ENDPOINT_URL", gate.uri().toString());
        variables.put("SLIPWAY_TABLE", stack.tables().getFirst().name());
        variables.put("SLIPWAY_BUCKET", stack.buckets().getFirst());
        return new Environment(variables);
    }

    private static void create(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        EmulatedAccount.createTable(clients.dynamoDb(), environment.table());
        clients.s3().createBucket(request -> request.bucket(environment.bucket()));
    }
}
