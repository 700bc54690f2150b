package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.ClaimResult.Claimed;
import io.slipway.core.upload.ClaimResult.Elsewhere;
import io.slipway.core.upload.ClaimResult.Gone;
import io.slipway.core.upload.UploadSession;
import io.slipway.core.upload.Uploads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Uploads}. */
public abstract class UploadsContract extends RegistryContract {
    private static final Digest DIGEST = digest("upload");
    private static final OptionalLong ANYWHERE = OptionalLong.empty();

    private final RepositoryName repository = repository();
    private final String session = fresh("session-");

    private Uploads uploads() {
        return ports().uploads();
    }

    private static OptionalLong at(long offset) {
        return OptionalLong.of(offset);
    }

    private UploadSession claim(OptionalLong offset) {
        ClaimResult result = uploads().claim(repository, session, offset);
        assertThat(result).isInstanceOf(Claimed.class);
        return ((Claimed) result).session();
    }

    private ClaimResult tryClaim(OptionalLong offset) {
        return uploads().claim(repository, session, offset);
    }

    private static UploadSession with(UploadSession old, long offset) {
        return new UploadSession(
                old.id(),
                offset,
                Map.of(DigestAlgorithm.SHA256, new byte[] {1, 2, 3}),
                Optional.of("multipart"),
                List.of("tag-1", "tag-2"),
                Optional.of("chunks/tail"),
                old.claim());
    }

    /** Leaves the session with so many bytes. */
    private void advance(long offset) {
        assertThat(uploads().advance(repository, with(claim(ANYWHERE), offset))).isTrue();
    }

    @Test
    void a_session_begins_with_its_first_claim() {
        assertThat(uploads().offset(repository, session)).as("not stored yet").contains(0L);
        assertThat(tryClaim(at(5))).isEqualTo(new Elsewhere(0));
        UploadSession begun = claim(at(0));
        assertThat(begun.id()).isEqualTo(session);
        assertThat(begun.offset()).isZero();
        assertThat(begun.hashes()).isEmpty();
        assertThat(begun.claim()).isNotEmpty();
    }

    @Test
    void one_request_at_a_time_has_the_claim() {
        UploadSession first = claim(at(0));
        assertThat(tryClaim(at(0))).isEqualTo(new Elsewhere(0));
        assertThat(tryClaim(ANYWHERE)).isEqualTo(new Elsewhere(0));
        uploads().release(repository, first);
        assertThat(claim(at(0)).claim()).isNotEqualTo(first.claim());
    }

    @Test
    void one_of_many_concurrent_requests_gets_the_claim() throws Exception {
        List<Callable<ClaimResult>> requests = Stream.generate(() -> (Callable<ClaimResult>) () -> tryClaim(at(0)))
                .limit(12)
                .toList();
        int claimed = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
            for (var result : executor.invokeAll(requests)) {
                claimed += result.get() instanceof Claimed ? 1 : 0;
            }
        }
        assertThat(claimed).isEqualTo(1);
    }

    @Test
    void stored_bytes_are_found_by_the_next_claim() {
        UploadSession stored = with(claim(at(0)), 42);
        assertThat(uploads().advance(repository, stored)).isTrue();
        assertThat(uploads().offset(repository, session)).contains(42L);
        assertThat(tryClaim(at(0))).isEqualTo(new Elsewhere(42));
        UploadSession next = claim(at(42));
        assertThat(next.offset()).isEqualTo(42);
        assertThat(next.hashes().get(DigestAlgorithm.SHA256)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(next.multipart()).contains("multipart");
        assertThat(next.parts()).containsExactly("tag-1", "tag-2");
        assertThat(next.tail()).contains("chunks/tail");
        assertThat(uploads().offset(repository(), session)).as("elsewhere").contains(0L);
    }

    @Test
    void a_claim_expires_unless_it_is_renewed() {
        UploadSession first = claim(at(0));
        ports().clock().advance(Uploads.CLAIM_LIFETIME.minusSeconds(1));
        assertThat(uploads().renew(repository, first)).isTrue();
        ports().clock().advance(Uploads.CLAIM_LIFETIME.minusSeconds(1));
        assertThat(tryClaim(at(0))).isEqualTo(new Elsewhere(0));
        ports().clock().advance(Duration.ofSeconds(1));
        UploadSession second = claim(at(0));
        assertThat(uploads().renew(repository, first)).isFalse();
        assertThat(uploads().advance(repository, with(first, 1))).isFalse();
        assertThat(uploads().finish(repository, first, DIGEST, blob("x"))).isFalse();
        uploads().release(repository, first);
        assertThat(uploads().advance(repository, with(second, 2))).isTrue();
        assertThat(uploads().offset(repository, session)).contains(2L);
    }

    @Test
    void a_session_expires_after_a_day_without_a_request() {
        advance(42);
        ports().clock().advance(Uploads.IDLE_LIFETIME.minusSeconds(1));
        advance(43);
        ports().clock().advance(Uploads.IDLE_LIFETIME);
        assertThat(uploads().offset(repository, session)).isEmpty();
        assertThat(tryClaim(ANYWHERE)).isEqualTo(new Gone(Optional.empty()));
        assertThat(uploads().cancel(repository, session)).isEmpty();
    }

    @Test
    void a_cancelled_session_stays_cancelled() {
        advance(42);
        UploadSession claimed = claim(at(42));
        UploadSession cancelled = uploads().cancel(repository, session).orElseThrow();
        assertThat(cancelled.offset()).isEqualTo(42);
        assertThat(cancelled.tail()).contains("chunks/tail");
        assertThat(uploads().cancel(repository, session)).isEmpty();
        assertThat(uploads().offset(repository, session)).isEmpty();
        assertThat(tryClaim(ANYWHERE)).isEqualTo(new Gone(Optional.empty()));
        assertThat(uploads().advance(repository, with(claimed, 43))).isFalse();
        assertThat(uploads().finish(repository, claimed, DIGEST, blob("x"))).isFalse();
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("x")))
                .contains(new Gone(Optional.empty()));
        assertThat(ports().blobLinks().find(repository, DIGEST).blob()).isEmpty();
    }

    @Test
    void a_session_without_a_chunk_can_be_cancelled() {
        assertThat(uploads().cancel(repository, session))
                .map(UploadSession::offset)
                .contains(0L);
        assertThat(tryClaim(at(0))).isEqualTo(new Gone(Optional.empty()));
    }

    @Test
    void a_finish_links_the_blob_and_ends_the_session() {
        UploadSession claimed = claim(at(0));
        assertThat(uploads().finish(repository, claimed, DIGEST, blob("finished")))
                .isTrue();
        assertThat(ports().blobLinks().find(repository, DIGEST).blob()).contains(blob("finished"));
        assertThat(tryClaim(ANYWHERE)).isEqualTo(new Gone(Optional.of(DIGEST)));
        assertThat(uploads().offset(repository, session)).isEmpty();
        assertThat(uploads().finish(repository, claimed, digest("other"), blob("other")))
                .isFalse();
    }

    @Test
    void a_whole_blob_is_finished_in_one_write_that_can_be_repeated() {
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("one")))
                .isEmpty();
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("two")))
                .isEmpty();
        assertThat(ports().blobLinks().find(repository, DIGEST).blob())
                .as("the first stays")
                .contains(blob("one"));
        assertThat(uploads().finishWhole(repository, session, digest("other"), blob("other")))
                .contains(new Gone(Optional.of(DIGEST)));
        assertThat(ports().blobLinks().find(repository, digest("other")).blob()).isEmpty();
    }

    @Test
    void a_session_with_bytes_or_a_claim_is_not_finished_in_one_write() {
        UploadSession claimed = claim(at(0));
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("x")))
                .contains(new Elsewhere(0));
        uploads().release(repository, claimed);
        advance(42);
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("x")))
                .contains(new Elsewhere(42));
        assertThat(ports().blobLinks().find(repository, DIGEST).blob()).isEmpty();
    }

    @Test
    void a_released_session_without_bytes_is_finished_in_one_write() {
        uploads().release(repository, claim(at(0)));
        assertThat(uploads().finishWhole(repository, session, DIGEST, blob("x")))
                .isEmpty();
    }

    @Test
    void a_session_without_an_item_is_finished_with_its_first_chunk_once() {
        assertThat(uploads().finishWithFirst(repository, session, digest("first"), blob("first")))
                .isEmpty();
        assertThat(ports().blobLinks().find(repository, digest("first")).blob()).contains(blob("first"));
        assertThat(uploads().finishWithFirst(repository, session, digest("first"), blob("first")))
                .contains(new ClaimResult.Gone(Optional.of(digest("first"))));
        assertThat(uploads().finishWithFirst(repository, session, digest("other"), blob("other")))
                .contains(new ClaimResult.Gone(Optional.of(digest("first"))));
    }

    @Test
    void a_session_with_bytes_or_a_claim_is_not_finished_with_its_first_chunk() {
        UploadSession begun = claim(at(0));
        assertThat(uploads().finishWithFirst(repository, session, digest("first"), blob("first")))
                .contains(new Elsewhere(0));
        uploads().release(repository, begun);
        advance(42);
        assertThat(uploads().finishWithFirst(repository, session, digest("first"), blob("first")))
                .contains(new Elsewhere(42));
        assertThat(uploads().cancel(repository, session)).isPresent();
        assertThat(uploads().finishWithFirst(repository, session, digest("first"), blob("first")))
                .contains(new ClaimResult.Gone(Optional.empty()));
        assertThat(ports().blobLinks().find(repository, digest("first")).blob()).isEmpty();
    }
}
