package io.slipway.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.contract.MovingClock;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentPullsTest {
    private static final RepositoryName APP = RepositoryName.parse("team/app");
    private static final Digest IMAGE = digest("image");

    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-29T18:00:00Z"));
    private final RecentPulls pulls = new RecentPulls(clock);

    @Test
    void a_manifest_is_noted_once_a_day() {
        assertThat(noted(IMAGE)).isEqualTo("team/app@" + IMAGE);
        assertThat(noted(IMAGE)).isEmpty();
        assertThat(noted(digest("other"))).isNotEmpty();
        clock.advance(Duration.ofHours(6));
        assertThat(noted(IMAGE)).isNotEmpty();
        assertThat(noted(IMAGE)).isEmpty();
    }

    @Test
    void the_cache_is_bounded() {
        for (int i = 0; i < RecentPulls.MAX; i++) {
            assertThat(noted(digest("image " + i))).isNotEmpty();
        }
        assertThat(noted(digest("one more"))).isNotEmpty();
        assertThat(noted(digest("image 0"))).as("forgotten, and noted again").isNotEmpty();
    }

    @Test
    void a_note_contains_the_generation_of_the_space() {
        RepositoryName second = RepositoryName.parseStored("team@2/app");
        PullNote note = new PullNote(second, IMAGE);
        assertThat(PullNote.parse(note.toString())).isEqualTo(note);
    }

    private String noted(Digest digest) {
        return pulls.note(Response.of(200), APP, digest).noted().getOrDefault(PullNote.FIELD, "");
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }
}
