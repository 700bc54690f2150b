package io.slipway.function.janitor;

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
import io.slipway.core.housekeeping.Janitor;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.StoreBlob;
import io.slipway.core.upload.UploadSession;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the janitor's calls of AWS, as docs/maintain/aws-calls.md states them, and checks its removals. */
class AwsCallsTest {
    private static final RepositoryName APP = RepositoryName.parse("app");

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Backend backend;

    @BeforeEach
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        backend = at(Duration.ZERO);
    }

    private Backend at(Duration later) {
        Environment environment = new Environment(account.environment());
        return new Backend(
                environment, new AwsClients(environment, Optional.of(calls)), Clock.offset(Clock.systemUTC(), later));
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void a_run_with_nothing_due_costs_eight_queries_and_the_first_of_a_day_a_search_for_chunks() {
        collect(Duration.ZERO);
        assertThat(runs(1)).isEqualTo(Map.of("GetItem", 1, "ListObjectsV2", 1, "PutItem", 1));
        Janitor janitor = backend.forHousekeeping().janitor(Duration.ZERO, line -> {});
        janitor.run(Instant.MAX);
        assertThat(runs(1)).as("another process").isEqualTo(Map.of("GetItem", 1));
        janitor.run(Instant.MAX);
        assertThat(runs(1)).isEmpty();
        pushBlob("young");
        calls.take();
        assertThat(collect(Duration.ofHours(1)).reviews()).isZero();
        assertThat(reviews(1)).as("within the grace time").isEmpty();
    }

    @Test
    void the_review_of_a_used_blob_costs_two_reads_and_a_write() {
        Digest blob = pushBlob("used");
        pushManifest(blob);
        calls.take();
        assertThat(collect(Duration.ZERO).links()).isZero();
        assertThat(reviews(1)).isEqualTo(Map.of("GetItem", 1, "Query", 1, "DeleteItem", 1));
        assertThat(backend.blobLinks().find(APP, blob).blob()).isPresent();
    }

    @Test
    void removing_an_unused_blob_costs_four_calls_and_its_object_four() {
        Digest blob = pushBlob("unused");
        calls.take();
        Collected collected = collect(Duration.ZERO).plus(collect(Duration.ZERO));
        assertThat(reviews(2))
                .isEqualTo(
                        Map.of("GetItem", 1, "Query", 2, "TransactWriteItems", 1, "DeleteItem", 3, "DeleteObject", 1));
        assertThat(backend.blobLinks().find(APP, blob).blob()).isEmpty();
        assertThat(collected.objects()).isEqualTo(1);
        assertThat(collected.bytes()).isEqualTo(6);
    }

    @Test
    void a_dry_run_reports_but_does_not_remove() {
        Digest blob = pushBlob("dry");
        Collected dry = backend.forHousekeeping()
                .janitor(Duration.ZERO, line -> {})
                .dry()
                .run(Instant.MAX);
        assertThat(dry.links()).isEqualTo(1);
        assertThat(dry.released()).isEqualTo(3);
        assertThat(backend.blobLinks().find(APP, blob).blob()).isPresent();
        assertThat(collect(Duration.ZERO).links()).isEqualTo(1);
    }

    @Test
    void the_blobs_of_a_deleted_manifest_are_reviewed_together() {
        Digest one = pushBlob("one");
        Digest two = pushBlob("two");
        Digest manifest = pushManifest(one, two);
        collect(Duration.ZERO);
        assertThat(backend.manifests().delete(APP, manifest)).isTrue();
        calls.take();
        assertThat(collect(Duration.ZERO).links()).isEqualTo(2);
        List<String> taken = calls.take();
        assertThat(taken).filteredOn("TransactWriteItems"::equals).hasSize(2);
        // One of them reads how far first chunks have been reviewed.
        assertThat(taken).filteredOn("GetItem"::equals).hasSize(3);
    }

    @Test
    void an_abandoned_upload_is_removed_with_its_chunks() {
        String session = SessionId.next(Instant.now(), SpaceName.DEFAULT);
        ClaimResult claim = backend.uploads().claim(APP, session, OptionalLong.of(0));
        String tail = backend.uploadObjects().putTail(session, new byte[] {1}, 1);
        UploadSession begun = ((ClaimResult.Claimed) claim).session();
        backend.uploads()
                .advance(
                        APP,
                        new UploadSession(
                                session, 1, Map.of(), Optional.empty(), List.of(), Optional.of(tail), begun.claim()));
        calls.take();
        backend = at(Duration.ofHours(23));
        collect(Duration.ZERO);
        assertThat(reviews(1)).isEmpty();
        backend = at(Duration.ofHours(25));
        collect(Duration.ZERO);
        assertThat(reviews(1))
                .isEqualTo(
                        Map.of("GetItem", 1, "UpdateItem", 1, "DeleteObject", 2, "ListObjectsV2", 1, "DeleteItem", 2));
    }

    @Test
    void first_chunks_are_reviewed_once_after_their_day_and_unlinked_ones_are_removed() {
        String given = chunk("given up");
        String finished = chunk("finished");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, "finished".getBytes(StandardCharsets.UTF_8));
        assertThat(backend.uploads().finishWithFirst(APP, sessionOf(finished), digest, new StoredBlob(finished, 8)))
                .isEmpty();
        String cancelled = new FirstChunkKey(LandingDay.of(sessionOf(given)), APP.space(), "cancelled").toString();
        backend.uploadObjects().putFirst(cancelled, new byte[0], Optional.empty());
        backend = at(Duration.ofDays(3));
        collect(Duration.ofDays(30));
        assertThat(backend.uploadObjects().first(given)).isPresent();
        backend = at(Duration.ofDays(6));
        calls.take();
        Collected collected = collect(Duration.ofDays(30));
        assertThat(runs(1))
                .isEqualTo(Map.of(
                        "GetItem",
                        1,
                        "ListObjectsV2",
                        3,
                        "HeadObject",
                        3,
                        "Query",
                        2,
                        "DeleteItem",
                        1,
                        "DeleteObject",
                        2,
                        "PutItem",
                        2));
        assertThat(collected.objects()).isEqualTo(1);
        assertThat(backend.uploadObjects().first(given)).isEmpty();
        assertThat(backend.uploadObjects().first(finished)).isPresent();
        calls.take();
        collect(Duration.ofDays(30));
        assertThat(runs(1)).as("the same day again, in another process").isEqualTo(Map.of("GetItem", 1));
    }

    private String chunk(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String session = SessionId.next(Instant.now(), APP.space());
        String key = new FirstChunkKey(LandingDay.of(session), APP.space(), session).toString();
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        assertThat(backend.uploadObjects().putFirst(key, content, Optional.of(digest)))
                .isTrue();
        return key;
    }

    private static String sessionOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Counts the calls since the last count, without the reads of the queue and the searches for first chunks, each by another process. */
    private Map<String, Integer> reviews(int runs) {
        Map<String, Integer> counts = runs(runs);
        int looks = counts.getOrDefault("PutItem", 0);
        counts.merge("PutItem", -looks, Integer::sum);
        counts.merge("ListObjectsV2", -looks, Integer::sum);
        counts.merge("GetItem", -runs, Integer::sum);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Counts the calls since the last count, without the reads of the queue. */
    private Map<String, Integer> runs(int runs) {
        Map<String, Integer> counts = new TreeMap<>();
        calls.take().forEach(call -> counts.merge(call, 1, Integer::sum));
        counts.merge("Query", -8 * runs, Integer::sum);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private Collected collect(Duration grace) {
        return backend.forHousekeeping()
                .janitor(grace, line -> {
                    throw new AssertionError(line);
                })
                .run(Instant.MAX);
    }

    private Digest pushBlob(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        assertThat(new StoreBlob(backend.uploads(), backend.uploadObjects())
                        .store(APP, SessionId.next(Instant.now(), SpaceName.DEFAULT), digest, content))
                .isEmpty();
        return digest;
    }

    private Digest pushManifest(Digest... blobs) {
        return Pushes.push(backend, APP, blobs);
    }
}
