package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Reviews}, and of the changes that add entries to the queue. */
public abstract class ReviewsContract extends RegistryContract {
    private interface Queue {
        List<Reviews.Entry> read(int part, Optional<Reviews.Entry> after, Instant before, int limit);
    }

    private Reviews reviews() {
        return ports().reviews();
    }

    private Instant now() {
        return ports().clock().instant();
    }

    /** Returns all entries that were written before a moment, page by page. */
    private static List<Reviews.Entry> all(Queue queue, Instant before, int limit) {
        List<Reviews.Entry> entries = new ArrayList<>();
        for (int part = 0; part < Reviews.PARTS; part++) {
            Optional<Reviews.Entry> last = Optional.empty();
            List<Reviews.Entry> page;
            do {
                page = queue.read(part, last, before, limit);
                assertThat(page).hasSizeLessThanOrEqualTo(limit);
                entries.addAll(page);
                last = page.isEmpty() ? last : Optional.of(page.getLast());
            } while (page.size() == limit);
        }
        return entries;
    }

    private static Predicate<Reviews.Entry> of(RepositoryName repository) {
        return entry -> switch (entry.review()) {
            case Review.Links links -> links.repository().equals(repository);
            case Review.Session session -> session.repository().equals(repository);
            case Review.Cleared cleared -> cleared.repository().equals(repository);
            case Review.StoredObject object -> object.key().contains(repository.path());
        };
    }

    private List<Reviews.Entry> free(RepositoryName repository) {
        return all(reviews()::free, now().plusSeconds(1), 100).stream()
                .filter(of(repository))
                .toList();
    }

    private List<Reviews.Entry> timed(RepositoryName repository, Instant before) {
        return all(reviews()::timed, before, 100).stream()
                .filter(of(repository))
                .toList();
    }

    private Review.Links links(RepositoryName repository, Digest... digests) {
        return new Review.Links(repository, List.of(digests), Optional.empty());
    }

    @Test
    void a_new_link_is_reviewed_after_the_grace_time() {
        RepositoryName repository = repository();
        ports().blobLinks().link(repository, digest("layer"), blob("layer"));
        assertThat(free(repository)).singleElement().satisfies(entry -> {
            assertThat(entry.review()).isEqualTo(links(repository, digest("layer")));
            assertThat(entry.written()).isEqualTo(now());
        });
        assertThat(timed(repository, now().plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void entries_that_are_not_due_are_not_listed() {
        RepositoryName repository = repository();
        ports().clock().advance(Duration.ofMinutes(1));
        ports().blobLinks().link(repository, digest("layer"), blob("layer"));
        assertThat(all(reviews()::free, now().minusSeconds(1), 100)).noneMatch(of(repository));
    }

    @Test
    void each_part_lists_its_entries_in_the_order_of_their_times_page_by_page() {
        RepositoryName repository = repository();
        IntStream.range(0, 40).forEach(number -> {
            ports().clock().advance(Duration.ofSeconds(1));
            ports().blobLinks().link(repository, digest("layer" + number), blob("layer" + number));
        });
        List<Reviews.Entry> one =
                all(reviews()::free, now(), 3).stream().filter(of(repository)).toList();
        assertThat(one).hasSize(40).doesNotHaveDuplicates();
        for (int part = 0; part < Reviews.PARTS; part++) {
            assertThat(reviews().free(part, Optional.empty(), now(), 100))
                    .isSortedAccordingTo(Comparator.comparing(Reviews.Entry::written));
        }
    }

    @Test
    void a_finished_entry_is_removed_and_finishing_it_again_changes_nothing() {
        RepositoryName repository = repository();
        ports().blobLinks().link(repository, digest("one"), blob("one"));
        ports().blobLinks().link(repository, digest("two"), blob("two"));
        Reviews.Entry first = free(repository).getFirst();
        reviews().done(first);
        reviews().done(first);
        assertThat(free(repository)).hasSize(1).doesNotContain(first);
    }

    @Test
    void a_postponed_entry_is_due_at_its_new_time() {
        RepositoryName repository = repository();
        ports().blobLinks().link(repository, digest("layer"), blob("layer"));
        Instant moment = now().plus(Duration.ofHours(1));
        reviews().postpone(free(repository).getFirst(), moment);
        assertThat(free(repository)).isEmpty();
        assertThat(timed(repository, moment.minusSeconds(1))).isEmpty();
        assertThat(timed(repository, moment)).singleElement().satisfies(entry -> {
            assertThat(entry.review()).isEqualTo(links(repository, digest("layer")));
            assertThat(entry.written()).isEqualTo(moment);
        });
    }

    @Test
    void an_upload_session_is_reviewed_once_it_may_be_abandoned() {
        RepositoryName repository = repository();
        ports().uploads().claim(repository, "session", OptionalLong.of(0));
        Instant idle = now().plus(Uploads.IDLE_LIFETIME);
        assertThat(timed(repository, idle.minusSeconds(1))).isEmpty();
        assertThat(timed(repository, idle))
                .extracting(Reviews.Entry::review)
                .containsExactly(new Review.Session(repository, "session"));
    }

    @Test
    void the_blobs_of_a_deleted_manifest_are_reviewed() {
        RepositoryName repository = repository();
        Digest image = pushImage(repository, "one");
        free(repository).forEach(reviews()::done);
        assertThat(ports().manifests().delete(repository, image)).isTrue();
        assertThat(free(repository))
                .extracting(Reviews.Entry::review)
                .containsExactly(new Review.Links(repository, List.of(digest("one")), Optional.of(image)));
    }

    @Test
    void the_blobs_of_a_deleted_manifest_that_cannot_be_read_any_more_are_reviewed() {
        RepositoryName repository = repository();
        ports().blobLinks().link(repository, digest("one"), blob("one"));
        byte[] content = bytes("a manifest by rules of the past");
        Manifest manifest = new Manifest(
                TYPE, List.of(new Descriptor("a/b", digest("one"), 3)), List.of(), Optional.empty(), "a/b", "");
        ManifestPush push =
                new ManifestPush(repository, digest(content), manifest, content, List.of(), see(repository), "pusher");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        free(repository).forEach(reviews()::done);
        assertThat(ports().manifests().delete(repository, push.digest())).isTrue();
        assertThat(free(repository))
                .extracting(Reviews.Entry::review)
                .containsExactly(new Review.Links(repository, List.of(digest("one")), Optional.of(push.digest())));
    }

    @Test
    void the_objects_of_a_deleted_repository_and_the_note_of_its_deletion_are_reviewed() {
        RepositoryName repository = repository();
        pushImage(repository, repository.path());
        free(repository).forEach(reviews()::done);
        String generation = ports().deletions().begin(repository).orElseThrow();
        Instant closed = LandingDay.of(now()).closed();
        while (ports().deletions().clearSome(repository, generation) > 0) {}
        assertThat(free(repository))
                .extracting(Reviews.Entry::review)
                .containsExactly(new Review.StoredObject(
                        repository.space(),
                        digest(repository.path()),
                        blob(repository.path()).key(),
                        repository.path().length()));
        assertThat(timed(repository, closed))
                .extracting(Reviews.Entry::review)
                .containsExactly(new Review.Cleared(repository, now().toEpochMilli()));
        assertThat(timed(repository, closed.minusSeconds(1))).isEmpty();
    }

    @Test
    void bytes_that_a_repository_already_links_from_elsewhere_are_reviewed() {
        RepositoryName repository = repository();
        String again = repository.path() + "-again";
        ports().blobLinks().link(repository, digest("layer"), blob(repository.path()));
        free(repository).forEach(reviews()::done);
        ports().blobLinks().link(repository, digest("layer"), blob(again));
        assertThat(free(repository))
                .extracting(Reviews.Entry::review)
                .contains(new Review.StoredObject(
                        repository.space(), digest("layer"), blob(again).key(), again.length()));
    }
}
