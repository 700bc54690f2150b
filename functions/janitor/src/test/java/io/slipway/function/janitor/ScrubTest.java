package io.slipway.function.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A scrub of a bucket and a table. Its rules are tested on a registry in memory. */
class ScrubTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final Instant END = Instant.MAX;

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Environment environment;
    private AwsClients clients;
    private S3Client s3;
    private Duration passed = Duration.ZERO;
    private Backend backend;

    @BeforeEach
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        environment = new Environment(account.environment());
        clients = new AwsClients(environment, Optional.of(calls));
        s3 = clients.s3();
        pass(Duration.ZERO);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void unreferenced_objects_are_found_and_removed_by_a_scrub_that_mends() {
        Digest used = link(APP, "used");
        String kept = key(APP, used);
        Pushes.push(backend, APP, used);
        largeManifest("3", used);
        String session = SessionId.next(Instant.now(), SpaceName.DEFAULT);
        List<String> orphans = List.of(
                put("blobs/default/" + session + "/one", "an upload whose link was never written"),
                put("direct/default/app/sha256/" + digest("landed").hex() + "/100", "landed"),
                put("manifests/default/of-nobody", "{}"));
        Set<String> before = objects();
        assertThat(scrub(false).path("orphans").asLong()).as("they are young").isZero();
        pass(Duration.ofDays(8));
        JsonNode report = scrub(false);
        assertThat(keys(report)).containsExactlyInAnyOrderElementsOf(orphans);
        assertThat(report.path("orphans").asLong()).isEqualTo(3);
        assertThat(report.path("missing").asLong()).isZero();
        assertThat(report.path("mended").asLong()).isZero();
        assertThat(scrub(true).path("mended").asLong()).isEqualTo(3);
        collect();
        assertThat(objects()).as("presigned URLs are still valid").containsAll(before);
        pass(Duration.ofHours(1));
        collect();
        assertThat(objects()).doesNotContainAnyElementsOf(orphans).contains(kept);
        JsonNode after = scrub(false);
        assertThat(after.path("orphans").asLong()).isZero();
        assertThat(after.path("missing").asLong()).isZero();
        assertThat(after.path("objects").asLong())
                .isEqualTo(after.path("references").asLong());
    }

    @Test
    void links_and_manifests_without_objects_are_found_and_can_be_pushed_again_after_mending() {
        Digest lost = link(APP, "lost");
        Digest used = link(APP, "used");
        Digest image = Pushes.push(backend, APP, lost);
        Digest large = largeManifest("large", used);
        s3.deleteObject(request -> request.bucket(environment.bucket()).key(key(APP, lost)));
        objects().stream()
                .filter(key -> key.startsWith("manifests/"))
                .forEach(key -> s3.deleteObject(
                        request -> request.bucket(environment.bucket()).key(key)));
        JsonNode report = scrub(false);
        assertThat(report.path("missing").asLong()).isEqualTo(2);
        assertThat(report.path("findings"))
                .map(it -> it.path("digest").asText())
                .containsExactly(lost.toString(), large.toString());
        assertThat(backend.blobLinks().find(APP, lost).blob()).isPresent();
        assertThat(scrub(true).path("mended").asLong()).isEqualTo(2);
        assertThat(backend.blobLinks().find(APP, lost).blob()).isEmpty();
        assertThat(backend.manifests().find(APP, image))
                .as("its bytes are there")
                .isPresent();
        assertThat(backend.manifests().resolve(APP, new Tag("large"))).isEmpty();
        assertThat(largeManifest("large", used)).isEqualTo(large);
        assertThat(backend.manifests().find(APP, large)).isPresent();
        link(APP, "lost");
        assertThat(scrub(false).path("missing").asLong()).isZero();
        assertThat(backend.manifests().delete(APP, large)).isTrue();
        pass(Duration.ofDays(1));
        collect();
        assertThat(backend.blobLinks().find(APP, used).blob())
                .as("no longer used")
                .isEmpty();
        assertThat(backend.blobLinks().find(APP, lost).blob()).isPresent();
    }

    @Test
    void a_scrub_lists_objects_in_thousands_and_reads_the_links_of_each_repository() {
        Pushes.push(backend, APP, link(APP, "blob"));
        calls.take();
        scrub(false);
        assertThat(calls.take())
                .containsExactly(
                        // its last state
                        "ListObjectsV2",
                        // blobs, and those of the direct lane; then no more of either
                        "ListObjectsV2",
                        "ListObjectsV2",
                        "ListObjectsV2",
                        // the spaces, the repository, its links; then no more repositories
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        // the same for manifests in the bucket
                        "ListObjectsV2",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "PutObject");
    }

    @Test
    void an_apparent_orphan_is_read_in_parts_of_8_mib() {
        Pushes.push(backend, APP, link(APP, "blob"));
        put("blobs/default/" + SessionId.next(Instant.now(), SpaceName.DEFAULT) + "/one", "x".repeat((8 << 20) + 1));
        pass(Duration.ofDays(8));
        calls.take();
        assertThat(scrub(false).path("orphans").asLong()).isEqualTo(1);
        assertThat(calls.take()).filteredOn("GetObject"::equals).hasSize(2);
    }

    private JsonNode scrub(boolean mend) {
        JsonNode report = backend.forHousekeeping().scrub(Duration.ZERO).run(mend, END);
        assertThat(report.path("complete").asBoolean()).isTrue();
        return report;
    }

    private void collect() {
        backend.forHousekeeping()
                .janitor(Duration.ZERO, line -> {
                    throw new AssertionError(line);
                })
                .run(END);
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
        backend = new Backend(environment, clients, Clock.offset(Clock.systemUTC(), passed));
    }

    private Digest link(RepositoryName repository, String text) {
        String place = put("blobs/default/" + SessionId.next(Instant.now(), SpaceName.DEFAULT) + "/a", text);
        backend.blobLinks().link(repository, digest(text), new StoredBlob(place, text.length()));
        return digest(text);
    }

    /** Pushes a manifest that is too large for an item. */
    private Digest largeManifest(String tag, Digest blob) {
        String descriptor = "{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":1}";
        byte[] content = ("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":" + descriptor
                        + ",\"layers\":[],\"annotations\":{\"a\":\"" + "x".repeat(300_000) + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        var seen = backend.manifests().view(APP, Optional.of(digest), List.of());
        assertThat(backend.manifests()
                        .push(new ManifestPush(
                                APP,
                                digest,
                                ManifestReader.read(content, TYPE),
                                content,
                                List.of(new Tag(tag)),
                                seen.repository(),
                                Set.of(blob),
                                seen.stored(),
                                false,
                                "test"))
                        .stored())
                .isTrue();
        return digest;
    }

    private String put(String key, String text) {
        s3.putObject(request -> request.bucket(environment.bucket()).key(key), RequestBody.fromString(text));
        return key;
    }

    private String key(RepositoryName repository, Digest digest) {
        return backend.blobLinks().find(repository, digest).blob().orElseThrow().key();
    }

    private Set<String> objects() {
        Set<String> keys = new TreeSet<>();
        s3.listObjectsV2Paginator(request -> request.bucket(environment.bucket())).contents().stream()
                .map(S3Object::key)
                .filter(key -> !key.startsWith("scrub/"))
                .forEach(keys::add);
        return keys;
    }

    private static List<String> keys(JsonNode report) {
        return report.path("findings")
                .valueStream()
                .map(it -> it.path("key").asText())
                .toList();
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }
}
