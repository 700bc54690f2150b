package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.UploadSession;
import io.slipway.core.upload.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Garbage}. */
public abstract class GarbageContract extends RegistryContract {
    private final RepositoryName repository = repository();

    private Garbage garbage() {
        return ports().garbage();
    }

    private Instant now() {
        return ports().clock().instant();
    }

    private BlobLink link(Digest digest) {
        return garbage().link(repository, digest);
    }

    private static Review.StoredObject object(SpaceName space, Digest digest, StoredBlob blob) {
        return new Review.StoredObject(space, digest, blob.key(), blob.size());
    }

    private Review.StoredObject object(Digest digest, StoredBlob blob) {
        return object(repository.space(), digest, blob);
    }

    /** Stores an object in the bucket, and links the repository to it. */
    private StoredBlob stored(String text) {
        StoredBlob blob = new StoredBlob("blobs/default/" + fresh("object-"), text.length());
        ports().uploadObjects().put(blob.key(), bytes(text), text.length());
        ports().blobLinks().link(repository, digest(text), blob);
        return blob;
    }

    @Test
    void a_blob_is_used_from_the_push_of_its_manifest_to_its_deletion() {
        Digest image = pushImage(repository, "one");
        assertThat(garbage().isUsed(repository, digest("one"))).isTrue();
        assertThat(garbage().isUsed(repository, digest("two"))).isFalse();
        garbage().endUse(repository, digest("one"), image);
        assertThat(garbage().isUsed(repository, digest("one")))
                .as("the manifest is stored")
                .isTrue();
        assertThat(ports().manifests().delete(repository, image)).isTrue();
        garbage().endUse(repository, digest("one"), image);
        assertThat(garbage().isUsed(repository, digest("one"))).isFalse();
    }

    @Test
    void a_manifest_in_the_bin_uses_its_blobs() {
        Digest image = pushImage(repository, "one");
        var seen = ports().bin().read(repository, image).manifest().orElseThrow();
        var entry = ports().bin()
                .discard(repository, seen, now().plus(Duration.ofDays(7)))
                .orElseThrow();
        garbage().endUse(repository, digest("one"), image);
        assertThat(garbage().isUsed(repository, digest("one"))).isTrue();
        ports().bin().empty(entry);
        garbage().endUse(repository, digest("one"), image);
        assertThat(garbage().isUsed(repository, digest("one"))).isFalse();
    }

    @Test
    void an_unchanged_link_is_removed_and_its_object_is_reviewed_later() {
        StoredBlob blob = stored(repository.path());
        Digest digest = digest(repository.path());
        Instant moment = now().plus(Duration.ofMinutes(30));
        assertThat(link(digest).blob()).contains(blob);
        assertThat(garbage().unlink(repository, digest, link(digest), moment)).isTrue();
        assertThat(ports().blobLinks().find(repository, digest).blob()).isEmpty();
        assertThat(IntStream.range(0, Reviews.PARTS)
                        .boxed()
                        .flatMap(part -> ports().reviews().timed(part, Optional.empty(), moment, 1_000).stream())
                        .filter(entry -> entry.review().equals(object(digest, blob))))
                .singleElement()
                .extracting(Reviews.Entry::written)
                .isEqualTo(moment);
    }

    @Test
    void a_link_that_was_used_since_it_was_read_is_kept() {
        StoredBlob blob = stored("layer");
        BlobLink seen = link(digest("layer"));
        ports().blobLinks().link(repository, digest("layer"), blob);
        assertThat(garbage().unlink(repository, digest("layer"), seen, now())).isFalse();
        assertThat(link(digest("layer")).blob()).contains(blob);
    }

    @Test
    void an_object_counts_as_linked_while_one_repository_of_the_space_links_it() {
        StoredBlob blob = stored("layer");
        RepositoryName other = repository();
        assertThat(ports().blobLinks().mount(repository, other, digest("layer"), blob))
                .isTrue();
        assertThat(garbage().unlink(repository, digest("layer"), link(digest("layer")), now()))
                .isTrue();
        assertThat(garbage().users(object(digest("layer"), blob))).isEqualTo(new Garbage.Users(true, List.of()));
        assertThat(garbage().unlink(other, digest("layer"), garbage().link(other, digest("layer")), now()))
                .isTrue();
        assertThat(garbage().users(object(digest("layer"), blob))).isEqualTo(new Garbage.Users(false, List.of()));
    }

    @Test
    void links_of_another_space_to_the_same_digest_do_not_count() {
        RepositoryName elsewhere = new RepositoryName(space(), "app");
        ports().blobLinks().link(elsewhere, digest("layer"), blob("elsewhere"));
        assertThat(garbage().users(object(digest("layer"), blob("elsewhere"))).linked())
                .isFalse();
        assertThat(garbage()
                        .users(object(elsewhere.space(), digest("layer"), blob("elsewhere")))
                        .linked())
                .isTrue();
    }

    @Test
    void a_removed_object_cannot_be_linked_again() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        StoredBlob blob = new StoredBlob("blobs/" + space + "/" + fresh("object-"), 5);
        ports().uploadObjects().put(blob.key(), bytes("layer"), 5);
        ports().blobLinks().link(app, digest("layer"), blob);
        assertThat(garbage().unlink(app, digest("layer"), garbage().link(app, digest("layer")), now()))
                .isTrue();
        garbage().remove(object(space, digest("layer"), blob), List.of());
        garbage().remove(object(space, digest("layer"), blob), List.of());
        assertThat(ports().object(blob.key())).isEmpty();
        assertThat(ports().blobLinks().linkFromSpace(new RepositoryName(space, "web"), digest("layer"), Instant.EPOCH))
                .isFalse();
    }

    @Test
    void an_object_of_the_direct_lane_has_the_key_of_its_repository_digest_and_day() {
        LandingDay day = LandingDay.of(now());
        PresignedUpload upload = ports().blobObjects()
                .presignedPut(repository, digest("layer"), SessionId.next(now(), repository.space()));
        assertThat(ports().put(upload, bytes("layer"))).isTrue();
        String key = ports().blobObjects()
                .landed(repository, digest("layer"), day)
                .orElseThrow()
                .blob()
                .key();
        assertThat(DirectKey.parse(key)).contains(new DirectKey(repository, digest("layer"), day));
    }

    @Test
    void the_record_of_a_deletion_is_forgotten_unless_the_blob_was_linked_since() {
        String upload = SessionId.next(now(), repository.space());
        ports().land(repository, digest("layer"), bytes("layer"), upload);
        var landed = ports().blobObjects()
                .landed(repository, digest("layer"), LandingDay.of(now()))
                .orElseThrow();
        assertThat(ports().blobLinks().linkLanded(repository, digest("layer"), landed, BlobLink.ABSENT))
                .isTrue();
        assertThat(ports().blobLinks().unlink(repository, digest("layer"), link(digest("layer")), List.of(landed)))
                .isTrue();
        BlobLink deleted = link(digest("layer"));
        assertThat(deleted.deletedUploads()).containsExactly(upload);
        StoredBlob again = stored("layer");
        garbage().forgetDeletions(repository, digest("layer"), deleted);
        assertThat(link(digest("layer")).blob()).contains(again);
        assertThat(garbage().unlink(repository, digest("layer"), link(digest("layer")), now()))
                .isTrue();
        garbage().forgetDeletions(repository, digest("layer"), link(digest("layer")));
        assertThat(link(digest("layer"))).isEqualTo(BlobLink.ABSENT);
    }

    @Test
    void an_abandoned_session_is_removed_with_its_parts_and_its_tail() {
        String session = SessionId.next(now(), repository.space());
        UploadObjects objects = ports().uploadObjects();
        String key = UploadObjects.key(repository, session);
        String multipart = objects.beginParts(key);
        String tail = objects.putTail(session, bytes("tail"), 4);
        var claimed = (ClaimResult.Claimed) ports().uploads().claim(repository, session, OptionalLong.of(0));
        assertThat(ports().uploads()
                        .advance(
                                repository,
                                new UploadSession(
                                        session,
                                        4,
                                        Map.of(DigestAlgorithm.SHA256, new byte[] {1}),
                                        Optional.of(multipart),
                                        List.of(),
                                        Optional.of(tail),
                                        claimed.session().claim())))
                .isTrue();
        Instant idle = Instant.ofEpochSecond(now().getEpochSecond()).plus(Uploads.IDLE_LIFETIME);
        assertThat(garbage().end(repository, session, now())).contains(idle.plusSeconds(1));
        assertThat(ports().object(tail)).isPresent();
        ports().clock().advance(Uploads.IDLE_LIFETIME.plusSeconds(1));
        assertThat(garbage().end(repository, session, now())).isEmpty();
        assertThat(garbage().end(repository, session, now())).isEmpty();
        assertThat(ports().object(tail)).isEmpty();
        assertThat(ports().uploads().offset(repository, session)).contains(0L);
    }

    @Test
    void first_chunks_are_listed_in_the_order_of_their_days_and_marks_have_no_bytes() {
        String early = firstChunk(now().minus(Duration.ofDays(30)));
        String late = firstChunk(now());
        UploadObjects objects = ports().uploadObjects();
        assertThat(objects.putFirst(late, bytes("chunk"), Optional.of(digest("chunk"))))
                .isTrue();
        assertThat(objects.putFirst(early, new byte[0], Optional.empty())).isTrue();
        assertThat(garbage().firstChunks("")).containsSubsequence(early, late);
        assertThat(garbage().firstChunks(early)).contains(late).doesNotContain(early);
        assertThat(garbage().firstChunk(late)).contains(object(digest("chunk"), new StoredBlob(late, 5)));
        assertThat(garbage().firstChunk(early)).isEmpty();
        garbage().removeMark(early);
        assertThat(garbage().firstChunks("")).doesNotContain(early);
    }

    private String firstChunk(Instant begun) {
        return new FirstChunkKey(LandingDay.of(begun), repository.space(), SessionId.next(begun, repository.space()))
                .toString();
    }

    @Test
    void the_progress_of_the_walk_through_first_chunks_is_stored() {
        var progress = new Garbage.FirstChunks(new LandingDay(20_000), FirstChunkKey.PREFIX + "20000/a/b");
        garbage().firstChunks(progress);
        assertThat(garbage().firstChunks()).isEqualTo(progress);
        garbage().firstChunks(new Garbage.FirstChunks(new LandingDay(0), ""));
        assertThat(garbage().firstChunks()).isEqualTo(new Garbage.FirstChunks(new LandingDay(0), ""));
    }

    @Test
    void the_note_of_a_deletion_is_removed_unless_the_repository_was_deleted_again() {
        push(repository, "one", "1");
        long first = deleted();
        ports().clock().advance(Duration.ofMinutes(1));
        push(repository, "one", "1");
        long second = deleted();
        garbage().forgetClearing(repository, first);
        assertThat(see(repository).cleared()).isEqualTo(second);
        garbage().forgetClearing(repository, second);
        assertThat(see(repository).cleared()).isZero();
    }

    private long deleted() {
        String generation = ports().deletions().begin(repository).orElseThrow();
        while (ports().deletions().clearSome(repository, generation) > 0) {}
        ports().deletions().finish(repository, generation);
        return see(repository).cleared();
    }
}
