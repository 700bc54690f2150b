package io.slipway.core.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the janitor, on a registry in memory. */
class JanitorTest {
    private static final Duration GRACE = Duration.ofHours(2);
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final RepositoryName WEB = RepositoryName.parse("web");
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private final MemoryRegistry registry = new MemoryRegistry();
    private final MovingClock clock = registry.clock();
    private final List<String> log = new ArrayList<>();
    private final Janitor janitor = janitor(registry.garbage());

    private Janitor janitor(Garbage garbage) {
        return new Janitor(registry.reviews(), garbage, GRACE, clock, log::add);
    }

    private Collected run() {
        return janitor.run(clock.instant().plusSeconds(15));
    }

    /** Lets time pass, and runs the janitor. */
    private Collected runAfter(Duration time) {
        clock.advance(time);
        return run();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, bytes(text));
    }

    private static StoredBlob object(String text) {
        return new StoredBlob("blobs/default/" + text, text.length());
    }

    /** Stores a blob, and links it to a repository. */
    private void link(RepositoryName repository, String text) {
        registry.uploadObjects().put(object(text).key(), bytes(text), text.length());
        registry.blobLinks().link(repository, digest(text), object(text));
    }

    /** Pushes an image whose only blob has this text. */
    private Digest push(RepositoryName repository, String text) {
        link(repository, text);
        String json =
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
                        .formatted(TYPE, digest(text), text.length());
        var seen = registry.manifests()
                .view(repository, Optional.empty(), List.of())
                .repository();
        ManifestPush push = new ManifestPush(
                repository,
                digest(json),
                ManifestReader.read(bytes(json), TYPE),
                bytes(json),
                List.of(new Tag("1")),
                seen,
                "pusher");
        assertThat(registry.manifests().push(push).stored()).isTrue();
        return digest(json);
    }

    private boolean isLinked(RepositoryName repository, String text) {
        return registry.blobLinks().find(repository, digest(text)).blob().isPresent();
    }

    private boolean isStored(String text) {
        return registry.object(object(text).key()).isPresent();
    }

    @Test
    void an_unused_blob_is_removed_after_the_grace_time_and_its_object_half_an_hour_later() {
        link(APP, "layer");
        assertThat(runAfter(GRACE.minusSeconds(1))).isEqualTo(Collected.NOTHING);
        assertThat(runAfter(Duration.ofSeconds(1))).isEqualTo(new Collected(1, 1, 5, 0, 0, 0, true));
        assertThat(isLinked(APP, "layer")).isFalse();
        assertThat(isStored("layer")).isTrue();
        assertThat(runAfter(Janitor.OBJECT_DELAY.minusSeconds(1))).isEqualTo(Collected.NOTHING);
        assertThat(runAfter(Duration.ofSeconds(1))).isEqualTo(new Collected(1, 0, 0, 1, 5, 0, true));
        assertThat(isStored("layer")).isFalse();
        assertThat(runAfter(Duration.ofDays(30))).isEqualTo(Collected.NOTHING);
    }

    @Test
    void a_used_blob_is_kept_until_its_manifest_is_deleted_and_the_grace_time_is_over() {
        Digest image = push(APP, "layer");
        runAfter(Duration.ofDays(30));
        assertThat(isLinked(APP, "layer")).isTrue();
        assertThat(registry.manifests().delete(APP, image)).isTrue();
        runAfter(GRACE.minusSeconds(1));
        assertThat(isLinked(APP, "layer")).isTrue();
        assertThat(runAfter(Duration.ofSeconds(1)).links()).isEqualTo(1);
    }

    @Test
    void a_blob_of_a_manifest_in_the_bin_is_kept_until_the_bin_is_emptied() {
        Digest image = push(APP, "layer");
        var seen = registry.bin().read(APP, image).manifest().orElseThrow();
        var entry = registry.bin()
                .discard(APP, seen, clock.instant().plus(Duration.ofDays(7)))
                .orElseThrow();
        runAfter(Duration.ofDays(8));
        assertThat(isLinked(APP, "layer")).isTrue();
        registry.bin().empty(entry);
        assertThat(runAfter(GRACE).links()).isEqualTo(1);
    }

    @Test
    void a_blob_that_is_pushed_again_gets_the_grace_time_again() {
        link(APP, "layer");
        clock.advance(GRACE.minusMinutes(1));
        link(APP, "layer");
        runAfter(Duration.ofMinutes(1));
        assertThat(isLinked(APP, "layer")).isTrue();
        runAfter(GRACE);
        assertThat(isLinked(APP, "layer")).isFalse();
    }

    @Test
    void an_object_is_kept_while_another_repository_links_it() {
        link(APP, "layer");
        push(WEB, "layer");
        runAfter(GRACE);
        runAfter(Janitor.OBJECT_DELAY);
        assertThat(isLinked(APP, "layer")).isFalse();
        assertThat(isLinked(WEB, "layer")).isTrue();
        assertThat(isStored("layer")).isTrue();
    }

    @Test
    void the_blobs_of_a_deleted_repository_are_removed() {
        push(APP, "layer");
        String generation = registry.deletions().begin(APP).orElseThrow();
        while (registry.deletions().clearSome(APP, generation) > 0) {}
        registry.deletions().finish(APP, generation);
        runAfter(GRACE);
        assertThat(isStored("layer")).isFalse();
    }

    @Test
    void a_dry_run_reports_removals_and_removes_nothing() {
        link(APP, "layer");
        clock.advance(GRACE);
        Instant end = clock.instant().plusSeconds(15);
        assertThat(janitor.dry().run(end)).isEqualTo(new Collected(1, 1, 5, 0, 0, 0, true));
        assertThat(janitor.dry().run(end)).isEqualTo(new Collected(1, 1, 5, 0, 0, 0, true));
        assertThat(isLinked(APP, "layer")).isTrue();
        assertThat(run().links()).isEqualTo(1);
    }

    @Test
    void a_run_without_time_is_not_complete() {
        link(APP, "layer");
        clock.advance(GRACE);
        assertThat(janitor.run(clock.instant())).isEqualTo(new Collected(0, 0, 0, 0, 0, 0, false));
        assertThat(isLinked(APP, "layer")).isTrue();
    }

    @Test
    void one_run_reviews_more_entries_than_one_page_has() {
        IntStream.range(0, 1_000).forEach(number -> link(APP, "layer" + number));
        assertThat(runAfter(GRACE).links()).isEqualTo(1_000);
    }

    @Test
    void a_review_that_fails_is_logged_and_retried_in_an_hour_and_blocks_no_other() {
        link(APP, "broken");
        link(APP, "layer");
        clock.advance(GRACE);
        Instant end = clock.instant().plusSeconds(15);
        Collected collected = janitor(failingFor(digest("broken"))).run(end);
        assertThat(collected).isEqualTo(new Collected(2, 1, 5, 0, 0, 1, true));
        assertThat(log)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("IllegalStateException")
                        .contains(digest("broken").toString()));
        assertThat(runAfter(Duration.ofMinutes(59)).links()).isZero();
        assertThat(runAfter(Duration.ofMinutes(1)).links()).isEqualTo(1);
    }

    /** Garbage whose links cannot be read for one digest. */
    private Garbage failingFor(Digest digest) {
        Garbage garbage = registry.garbage();
        return (Garbage) Proxy.newProxyInstance(
                Garbage.class.getClassLoader(), new Class<?>[] {Garbage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("link") && arguments[1].equals(digest)) {
                        throw new IllegalStateException("the table does not exist");
                    }
                    try {
                        return method.invoke(garbage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void an_upload_session_is_removed_a_day_after_its_last_request() {
        upload(0, 4);
        clock.advance(Duration.ofHours(12));
        upload(4, 8);
        runAfter(Duration.ofHours(12).plusSeconds(1));
        assertThat(registry.uploads().offset(APP, "session")).contains(8L);
        runAfter(Duration.ofHours(12));
        assertThat(registry.uploads().offset(APP, "session"))
                .as("as if it had never begun")
                .contains(0L);
    }

    private void upload(long from, long to) {
        var claimed = (ClaimResult.Claimed) registry.uploads().claim(APP, "session", OptionalLong.of(from));
        UploadSession session = new UploadSession(
                "session",
                to,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                claimed.session().claim());
        assertThat(registry.uploads().advance(APP, session)).isTrue();
    }

    @Test
    void a_first_chunk_is_removed_when_its_day_is_closed_unless_a_repository_links_it() {
        LandingDay day = LandingDay.of(clock.instant());
        String linked = firstChunk("linked");
        String unused = firstChunk("unused");
        registry.blobLinks().link(APP, digest("linked"), new StoredBlob(linked, 6));
        push(APP, "linked");
        clock.set(day.closed().minusSeconds(1));
        run();
        assertThat(registry.object(unused)).isPresent();
        clock.set(day.closed().plus(Duration.ofDays(1)));
        assertThat(run().objects()).isEqualTo(1);
        assertThat(registry.object(unused)).isEmpty();
        assertThat(registry.object(linked)).isPresent();
    }

    private String firstChunk(String text) {
        Instant now = clock.instant();
        String key = new FirstChunkKey(LandingDay.of(now), APP.space(), SessionId.next(now, APP.space())).toString();
        assertThat(registry.uploadObjects().putFirst(key, bytes(text), Optional.of(digest(text))))
                .isTrue();
        return key;
    }

    @Test
    void the_mark_of_a_deletion_is_kept_while_its_upload_can_still_land() {
        String upload = SessionId.next(clock.instant(), APP.space());
        LandingDay day = LandingDay.of(clock.instant());
        registry.land(APP, digest("layer"), bytes("layer"), upload);
        var landed = registry.blobObjects().landed(APP, digest("layer"), day).orElseThrow();
        var none = registry.blobLinks().find(APP, digest("layer"));
        assertThat(registry.blobLinks().linkLanded(APP, digest("layer"), landed, none))
                .isTrue();
        var link = registry.blobLinks().find(APP, digest("layer"));
        assertThat(registry.blobLinks().unlink(APP, digest("layer"), link, List.of(landed)))
                .isTrue();
        clock.set(day.closed().minusSeconds(1));
        run();
        assertThat(registry.blobLinks().find(APP, digest("layer")).deletedUploads())
                .containsExactly(upload);
        assertThat(registry.object(landed.blob().key())).isPresent();
        clock.set(day.closed().plusSeconds(1));
        run();
        assertThat(registry.blobLinks().find(APP, digest("layer")).deletedUploads())
                .isEmpty();
        assertThat(registry.object(landed.blob().key())).isEmpty();
    }
}
