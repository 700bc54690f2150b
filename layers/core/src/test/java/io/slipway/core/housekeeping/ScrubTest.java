package io.slipway.core.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A scrub finds objects to which no item refers, and items whose object is missing. */
class ScrubTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final Instant END = Instant.MAX;
    private static final Duration OLD = Scrub.YOUNG.plusSeconds(1);

    private final MemoryRegistry ports = new MemoryRegistry();

    /** Each reading of this clock is a second later. */
    private static final class Ticking extends Clock {
        private Instant last;

        Ticking(Instant start) {
            last = start;
        }

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
            last = last.plusSeconds(1);
            return last;
        }
    }

    private Scrub scrub(Clock clock) {
        return new Scrub(ports.inventory(), ports.garbage(), ports.manifests(), Duration.ZERO, clock);
    }

    private JsonNode scrub(boolean mend) {
        JsonNode report = scrub(ports.clock()).run(mend, END);
        assertThat(isComplete(report)).isTrue();
        return report;
    }

    /** Does one step; the first call begins the scrub. */
    private JsonNode step(boolean mend) {
        Ticking clock = new Ticking(ports.clock().instant());
        return scrub(clock).run(mend, clock.last.plusSeconds(2));
    }

    /** Does steps until the report is so. */
    private JsonNode step(boolean mend, Predicate<JsonNode> done) {
        JsonNode report;
        do {
            report = step(mend);
        } while (!done.test(report));
        return report;
    }

    private static boolean isComplete(JsonNode report) {
        return report.path("complete").asBoolean();
    }

    private void collect() {
        new Janitor(ports.reviews(), ports.garbage(), Duration.ZERO, ports.clock(), line -> {
                    throw new AssertionError(line);
                })
                .run(END);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, bytes(text));
    }

    private String put(String key, String text) {
        ports.uploadObjects().put(key, bytes(text), bytes(text).length);
        return key;
    }

    /** The key of an upload into the default space. */
    private String upload() {
        return "blobs/default/" + SessionId.next(ports.clock().instant(), SpaceName.DEFAULT) + "/one";
    }

    /** A blob that the repository is linked to; returns the key of its object. */
    private String link(RepositoryName repository, String text) {
        String key = put(upload(), text);
        ports.blobLinks().link(repository, digest(text), new StoredBlob(key, text.length()));
        return key;
    }

    private Digest push(RepositoryName repository, String blob, String annotation, String tag) {
        byte[] content = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE
                + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + digest(blob)
                + "\",\"size\":1},\"layers\":[],\"annotations\":{\"a\":\"" + annotation + "\"}}");
        var seen =
                ports.manifests().view(repository, Optional.empty(), List.of()).repository();
        ManifestPush push = new ManifestPush(
                repository,
                Digest.of(DigestAlgorithm.SHA256, content),
                ManifestReader.read(content, TYPE),
                content,
                List.of(new Tag(tag)),
                seen,
                "test");
        assertThat(ports.manifests().push(push).stored()).isTrue();
        return push.digest();
    }

    /** Pushes a manifest that is stored as an object; returns its digest. */
    private Digest pushLarge(RepositoryName repository, String blob, String tag) {
        return push(repository, blob, "x".repeat(300_000), tag);
    }

    /** Removes an object, and nothing that refers to it. */
    private void lose(String key) {
        ports.garbage().remove(new Review.StoredObject(SpaceName.DEFAULT, digest(key), key, 1), List.of());
        assertThat(ports.object(key)).isEmpty();
    }

    private String manifestKey() {
        return ports.inventory()
                .objects(Inventory.Kind.MANIFESTS, "")
                .getFirst()
                .key();
    }

    private static List<String> keys(JsonNode report) {
        return report.path("findings")
                .valueStream()
                .map(it -> it.path("key").asText())
                .toList();
    }

    @Test
    void a_registry_in_order_has_no_findings() {
        link(APP, "one");
        push(APP, "one", "", "1");
        pushLarge(APP, "one", "2");
        ports.clock().advance(OLD);
        JsonNode report = scrub(false);
        assertThat(report.path("objects").asLong()).isEqualTo(2);
        assertThat(report.path("references").asLong()).isEqualTo(2);
        assertThat(report.path("orphans").asLong()).isZero();
        assertThat(report.path("missing").asLong()).isZero();
        assertThat(report.path("findings")).isEmpty();
    }

    @Test
    void objects_to_which_nothing_refers_are_found_once_they_are_old() {
        link(APP, "used");
        push(APP, "used", "", "1");
        String direct =
                new DirectKey(APP, digest("landed"), LandingDay.of(ports.clock().instant())).toString();
        List<String> orphans = List.of(
                put(upload(), "an upload whose link was never written"),
                put(direct, "landed"),
                put("manifests/default/of-nobody", "{}"));
        ports.clock().advance(Scrub.YOUNG);
        assertThat(scrub(false).path("orphans").asLong()).as("they are young").isZero();
        ports.clock().advance(Duration.ofSeconds(1));
        JsonNode report = scrub(false);
        assertThat(keys(report)).containsExactlyElementsOf(orphans);
        assertThat(report.path("orphans").asLong()).isEqualTo(3);
        assertThat(report.path("orphanBytes").asLong()).isEqualTo(38 + 6 + 2);
        assertThat(report.path("mended").asLong()).isZero();
        ports.clock().advance(Duration.ofDays(30));
        collect();
        assertThat(orphans)
                .as("nothing was mended")
                .allMatch(key -> ports.object(key).isPresent());
    }

    @Test
    void a_mended_orphan_is_removed_when_no_address_of_it_works_any_more() {
        String kept = link(APP, "used");
        push(APP, "used", "", "1");
        String orphan = put(upload(), "orphan");
        ports.clock().advance(OLD);
        assertThat(scrub(true).path("mended").asLong()).isEqualTo(1);
        ports.clock().advance(Janitor.OBJECT_DELAY.minusSeconds(1));
        collect();
        assertThat(ports.object(orphan)).isPresent();
        ports.clock().advance(Duration.ofSeconds(1));
        collect();
        assertThat(ports.object(orphan)).isEmpty();
        assertThat(ports.object(kept)).isPresent();
        assertThat(scrub(false).path("findings")).isEmpty();
    }

    @Test
    void an_object_that_the_registry_has_not_written_is_found_and_left_alone() {
        String foreign = put("blobs/NOT_A_SPACE/notes.txt", "by hand");
        ports.clock().advance(OLD);
        JsonNode report = scrub(true);
        assertThat(keys(report)).containsExactly(foreign);
        assertThat(report.path("mended").asLong()).isZero();
    }

    @Test
    void a_blob_whose_reference_is_not_seen_is_known_by_its_digest() {
        // No manifest was pushed, so the repository does not exist, and no walk finds it.
        RepositoryName waiting = RepositoryName.parse("waiting");
        link(waiting, "waits for its manifest");
        String other = put(upload(), "by another algorithm");
        ports.blobLinks()
                .link(
                        waiting,
                        Digest.of(DigestAlgorithm.SHA512, bytes("by another algorithm")),
                        new StoredBlob(other, 20));
        ports.clock().advance(OLD);
        assertThat(scrub(true).path("orphans").asLong()).isZero();
        assertThat(ports.blobLinks()
                        .find(waiting, digest("waits for its manifest"))
                        .blob())
                .isPresent();
    }

    @Test
    void a_large_object_is_read_in_parts_between_which_another_process_continues() {
        int parts = 3;
        byte[] content = new byte[(parts - 1) * Scrub.MAX_PART + 1];
        content[content.length - 1] = 1;
        String used = upload();
        String orphan = upload();
        ports.uploadObjects().put(used, content, content.length);
        ports.uploadObjects().put(orphan, content, content.length);
        RepositoryName waiting = RepositoryName.parse("waiting");
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        ports.blobLinks().link(waiting, digest, new StoredBlob(used, content.length));
        ports.clock().advance(OLD);
        int between = 0;
        JsonNode report;
        do {
            report = step(false);
            between += state().path("hash").path("position").asLong() > 0 ? 1 : 0;
        } while (!isComplete(report));
        assertThat(between).isEqualTo(2 * (parts - 1));
        assertThat(keys(report)).containsExactly(orphan);
    }

    @Test
    void an_object_that_is_written_again_while_it_is_read_is_no_orphan() {
        byte[] content = new byte[Scrub.MAX_PART + 1];
        String key = upload();
        ports.uploadObjects().put(key, content, content.length);
        ports.clock().advance(OLD);
        step(true, report -> state().path("hash").path("position").asLong() > 0);
        content[0] = 1;
        ports.uploadObjects().put(key, content, content.length);
        assertThat(step(true, ScrubTest::isComplete).path("orphans").asLong()).isZero();
    }

    private JsonNode state() {
        try {
            return new ObjectMapper().readTree(ports.inventory().load().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_link_without_its_object_is_removed_when_it_is_mended_so_that_the_blob_can_be_pushed_again() {
        lose(link(APP, "lost"));
        Digest image = push(APP, "lost", "", "1");
        JsonNode report = scrub(false);
        assertThat(report.path("missing").asLong()).isEqualTo(1);
        assertThat(report.path("findings").path(0).path("digest").asText())
                .isEqualTo(digest("lost").toString());
        assertThat(report.path("findings").path(0).path("repository").asText()).isEqualTo("app");
        assertThat(ports.blobLinks().find(APP, digest("lost")).blob()).isPresent();
        assertThat(scrub(true).path("mended").asLong()).isEqualTo(1);
        assertThat(ports.blobLinks().find(APP, digest("lost")).blob()).isEmpty();
        assertThat(ports.manifests().find(APP, image)).as("its bytes are there").isPresent();
        link(APP, "lost");
        assertThat(scrub(false).path("missing").asLong()).isZero();
    }

    @Test
    void a_manifest_without_its_object_is_deleted_by_the_scrub_when_it_is_mended() {
        link(APP, "used");
        Digest large = pushLarge(APP, "used", "large");
        push(APP, "used", "", "small");
        lose(manifestKey());
        assertThat(scrub(false).path("missing").asLong()).isEqualTo(1);
        assertThat(ports.manifests().resolve(APP, new Tag("large"))).isPresent();
        ports.clock().advance(Duration.ofSeconds(1));
        assertThat(scrub(true).path("mended").asLong()).isEqualTo(1);
        assertThat(ports.manifests().resolve(APP, new Tag("large"))).isEmpty();
        assertThat(ports.manifests().resolve(APP, new Tag("small"))).isPresent();
        Event event = ports.events()
                .list(Optional.of(SpaceName.DEFAULT), Instant.EPOCH, Optional.empty(), 1)
                .getFirst();
        assertThat(event.type()).isEqualTo(EventType.IMAGE_DELETED);
        assertThat(event.by()).isEqualTo("scrub");
        assertThat(pushLarge(APP, "used", "large")).isEqualTo(large);
        assertThat(scrub(false).path("missing").asLong()).isZero();
    }

    @Test
    void things_that_change_after_they_were_read_are_looked_at_again() {
        lose(link(APP, "lost"));
        push(APP, "lost", "", "1");
        String late = put(upload(), "late");
        ports.clock().advance(OLD);
        step(true, report -> report.path("references").asLong() > 0);
        BlobLink link = ports.garbage().link(APP, digest("lost"));
        assertThat(ports.garbage().unlink(APP, digest("lost"), link, Instant.EPOCH))
                .isTrue();
        ports.blobLinks().link(APP, digest("late"), new StoredBlob(late, 4));
        JsonNode report = step(true, ScrubTest::isComplete);
        assertThat(report.path("missing").asLong()).isZero();
        assertThat(report.path("orphans").asLong()).isZero();
    }

    @Test
    void another_process_continues_at_any_step() {
        for (int i = 0; i < 3; i++) {
            RepositoryName repository = RepositoryName.parse("app-" + i);
            String key = link(repository, "blob " + i);
            push(repository, "blob " + i, "", "1");
            if (i == 1) {
                lose(key);
            }
        }
        for (int i = 0; i < 250; i++) {
            put(upload(), "of nobody " + i);
        }
        pushLarge(APP, "blob 0", "large");
        ports.clock().advance(OLD);
        JsonNode whole = scrub(false);
        assertThat(whole.path("orphans").asLong()).isEqualTo(250);
        assertThat(whole.path("missing").asLong()).isEqualTo(1);
        JsonNode inSteps = step(false, ScrubTest::isComplete);
        for (String field : List.of("objects", "references", "orphans", "orphanBytes", "missing", "findings")) {
            assertThat(inSteps.path(field).toString())
                    .as(field)
                    .isEqualTo(whole.path(field).toString());
        }
    }

    @Test
    void a_scrub_that_mends_does_not_continue_one_that_does_not() {
        put(upload(), "orphan");
        ports.clock().advance(OLD);
        step(false);
        JsonNode listed = step(false);
        assertThat(listed.path("objects").asLong()).isEqualTo(1);
        JsonNode mending = step(true);
        assertThat(mending.path("objects").asLong()).isZero();
        assertThat(step(true, ScrubTest::isComplete).path("mended").asLong()).isEqualTo(1);
    }

    @Test
    void all_findings_are_counted_and_a_thousand_listed() {
        for (int i = 0; i < ScrubState.MAX_FINDINGS + 5; i++) {
            put("manifests/default/orphan-" + i, "{}");
        }
        ports.clock().advance(OLD);
        JsonNode report = scrub(true);
        assertThat(report.path("orphans").asLong()).isEqualTo(ScrubState.MAX_FINDINGS + 5);
        assertThat(report.path("mended").asLong()).isEqualTo(ScrubState.MAX_FINDINGS + 5);
        assertThat(report.path("findings")).hasSize(ScrubState.MAX_FINDINGS);
    }

    @Test
    void more_objects_than_one_window_holds_are_compared_window_by_window() {
        place("blobs/default/a", "first");
        for (int i = 0; i < Scrub.MAX_WINDOW; i++) {
            put("blobs/default/b%06d".formatted(i), "");
        }
        place("blobs/default/c", "last");
        place("blobs/default/d", "lost");
        push(APP, "first", "", "1");
        lose("blobs/default/d");
        JsonNode report = scrub(false);
        assertThat(report.path("objects").asLong()).isEqualTo(Scrub.MAX_WINDOW + 2);
        assertThat(report.path("references").asLong()).isEqualTo(3);
        assertThat(keys(report)).containsExactly("blobs/default/d");
    }

    private void place(String key, String text) {
        ports.blobLinks().link(APP, digest(text), new StoredBlob(put(key, text), text.length()));
    }

    @Test
    void the_schedule_begins_one_each_month_and_mends_nothing() {
        put("manifests/default/of-nobody", "{}");
        ports.clock().advance(OLD);
        assertThat(scrub(ports.clock())
                        .runMonthly(END)
                        .orElseThrow()
                        .path("orphans")
                        .asLong())
                .isEqualTo(1);
        ports.clock().advance(Scrub.PERIOD.minusSeconds(1));
        assertThat(scrub(ports.clock()).runMonthly(END)).isEmpty();
        ports.clock().advance(Duration.ofSeconds(1));
        JsonNode second = scrub(ports.clock()).runMonthly(END).orElseThrow();
        assertThat(second.path("orphans").asLong()).isEqualTo(1);
        assertThat(second.path("mended").asLong()).isZero();
    }

    @Test
    void the_schedule_reports_a_scrub_when_its_last_part_is_done() {
        put("manifests/default/of-nobody", "{}");
        ports.clock().advance(OLD);
        int parts = 1;
        Optional<? extends JsonNode> report = monthlyPart();
        while (report.isEmpty()) {
            parts++;
            report = monthlyPart();
        }
        assertThat(parts).isGreaterThan(3);
        assertThat(report.get().path("orphans").asLong()).isEqualTo(1);
    }

    private Optional<? extends JsonNode> monthlyPart() {
        Ticking clock = new Ticking(ports.clock().instant());
        return scrub(clock).runMonthly(clock.last.plusSeconds(3));
    }
}
