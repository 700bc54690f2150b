package io.slipway.function.janitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.upload.StoreBlob;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The janitor removes the remains of a deleted space, but nothing of the current space of the same name. */
class SpacesOfOneNameTest {
    private static final RepositoryName OLD = RepositoryName.parse("team/app");
    private static final RepositoryName NEW = OLD.at(1);
    private static final byte[] CONTENT = "the same bytes".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.of(DigestAlgorithm.SHA256, CONTENT);
    /** Later than any review is due. */
    private static final Duration WEEK = Duration.ofDays(7);

    private EmulatedAccount account;

    @BeforeEach
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private Backend at(Duration later) {
        Environment environment = new Environment(account.environment());
        return new Backend(
                environment, new AwsClients(environment, Optional.empty()), Clock.offset(Clock.systemUTC(), later));
    }

    @Test
    void a_blob_of_the_direct_lane_stored_in_both_on_one_day_is_removed_only_from_the_old_space() {
        create();
        land(OLD);
        replace();
        land(NEW);
        // A manifest of the new space uses it, so that only reviews of the old one have something to do.
        use(NEW);
        collect();
        assertThat(landed(OLD)).isEmpty();
        assertThat(link(OLD)).isEmpty();
        assertThat(landed(NEW)).isPresent();
        assertThat(link(NEW)).isPresent();
    }

    @Test
    void a_blob_pushed_to_both_is_removed_only_from_the_old_space() {
        create();
        store(OLD);
        String old = link(OLD).orElseThrow();
        replace();
        store(NEW);
        use(NEW);
        collect();
        assertThat(account.objects()).doesNotContain(old).contains(link(NEW).orElseThrow());
        assertThat(link(OLD)).isEmpty();
    }

    private void create() {
        assertThat(at(Duration.ZERO).spaces().add(Space.begin(OLD.space(), Instant.now(), SpaceSettings.DEFAULT)))
                .isTrue();
    }

    private void replace() {
        Backend now = at(Duration.ZERO);
        assertThat(now.deletions().begin(OLD.space(), false)).isTrue();
        now.deletions().finish(OLD.space());
        create();
        assertThat(now.spaces().now(OLD.space())).isEqualTo(NEW.space());
    }

    private void land(RepositoryName repository) {
        SpaceName space = repository.space();
        String day = LandingDay.of(Instant.now()).number() + (space.generation() == 0 ? "" : "." + space.generation());
        account.land(
                "direct/team/app/sha256/" + DIGEST.hex() + "/" + day,
                CONTENT,
                Base64.getEncoder().encodeToString(DIGEST.hash()),
                SessionId.next(Instant.now(), space));
        Backend now = at(Duration.ZERO);
        now.blobs(now.blobObjects()).arrived(repository, DIGEST, LandingDay.of(Instant.now()));
        assertThat(link(repository)).isPresent();
    }

    private void store(RepositoryName repository) {
        Backend now = at(Duration.ZERO);
        assertThat(new StoreBlob(now.uploads(), now.uploadObjects())
                        .store(repository, SessionId.next(Instant.now(), repository.space()), DIGEST, CONTENT))
                .isEmpty();
    }

    private void use(RepositoryName repository) {
        Pushes.push(at(Duration.ZERO), repository, DIGEST);
    }

    private Optional<String> link(RepositoryName repository) {
        return at(Duration.ZERO).blobLinks().find(repository, DIGEST).blob().map(blob -> blob.key());
    }

    private Optional<?> landed(RepositoryName repository) {
        return at(Duration.ZERO).blobObjects().landed(repository, DIGEST, LandingDay.of(Instant.now()));
    }

    private void collect() {
        for (int run = 1; run <= 3; run++) {
            at(WEEK.multipliedBy(run))
                    .forHousekeeping()
                    .janitor(Duration.ZERO, line -> {
                        throw new AssertionError(line);
                    })
                    .run(Instant.MAX);
        }
    }
}
