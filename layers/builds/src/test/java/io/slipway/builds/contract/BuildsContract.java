package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The contract of {@link Builds}. Each test has its own space. */
public abstract class BuildsContract extends BuildContract {
    private static final BuildFailure FAILURE =
            new BuildFailure(JobStage.BUILD, "it broke", "Dockerfile", 4, List.of("last", "words"));

    private Builds builds() {
        return ports().builds();
    }

    private void tag(RepositoryName repository, Tag tag, Digest digest) {
        ports().tag(repository, tag, digest);
    }

    @Test
    void a_record_is_stored_completely_except_for_the_variables() {
        Build build = build("whole", "web", "deployments-1", "key");
        add(build);
        assertThat(builds().find(build.id())).contains(without(build));
        assertThat(builds().find(new BuildId(
                        new SpaceName("elsewhere"), build.id().id())))
                .isEmpty();
    }

    @Test
    void a_request_reads_the_last_build_of_its_key_and_of_its_tag_and_the_tags_digest() {
        Build first = build("before", "web", "deployments-1", "first");
        Tag tag = first.inputs().tag();
        RepositoryName repository = first.inputs().repository();
        assertThat(builds().before("first", repository, tag))
                .isEqualTo(new Builds.Before(Optional.empty(), Optional.empty(), Optional.empty()));
        add(first);
        Digest digest = digest("an image");
        tag(repository, tag, digest);
        Build second = build("before", "web", "deployments-1", "second");
        add(second);
        assertThat(builds().before("first", repository, tag))
                .isEqualTo(new Builds.Before(Optional.of(first.id()), Optional.of(second.id()), Optional.of(digest)));
        assertThat(builds().before("third", repository, tag).sameKey()).isEmpty();
        assertThat(builds().before("first", RepositoryName.parse("before/other"), tag)
                        .sameTag())
                .isEmpty();
    }

    @Test
    void a_build_is_not_added_if_the_state_has_changed_since_it_was_read() {
        Build first = build("stale", "web", "deployments-1", "key");
        Builds.Before nothing = before(first);
        add(first);
        Build sameKey = build("stale", "web", "deployments-2", "key");
        assertThat(builds().add(sameKey, new Builds.Before(Optional.empty(), Optional.empty(), Optional.empty())))
                .as("the key has a build")
                .isFalse();
        Build sameTag = build("stale", "web", "deployments-1", "other");
        assertThat(builds().add(sameTag, nothing)).as("the tag has a build").isFalse();
        Builds.Before seen = before(sameTag);
        tag(first.inputs().repository(), first.inputs().tag(), digest("pushed since it was read"));
        assertThat(builds().add(sameTag, seen)).as("the tag exists").isFalse();
        assertThat(builds().list(new SpaceName("stale"), Optional.empty(), 10))
                .extracting(Build::id)
                .containsExactly(first.id());
        assertThat(builds().add(sameTag, before(sameTag))).isTrue();
    }

    @Test
    void of_many_concurrent_additions_of_the_same_build_only_one_succeeds() throws Exception {
        List<Future<Boolean>> added = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                Build build = build("race", "web", "deployments-1", "key");
                Builds.Before before = new Builds.Before(Optional.empty(), Optional.empty(), Optional.empty());
                added.add(executor.submit(() -> builds().add(build, before)));
            }
        }
        int winners = 0;
        for (Future<Boolean> one : added) {
            winners += one.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
        assertThat(builds().list(new SpaceName("race"), Optional.empty(), 20)).hasSize(1);
    }

    @Test
    void builds_of_a_space_are_listed_newest_first_in_pages() {
        List<BuildId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Build build = build("listed", "web", "deployments-" + i, "key-" + i);
            add(build);
            ids.addFirst(build.id());
        }
        SpaceName space = new SpaceName("listed");
        assertThat(builds().list(space, Optional.empty(), 10))
                .extracting(Build::id)
                .isEqualTo(ids);
        assertThat(builds().list(space, Optional.empty(), 2))
                .extracting(Build::id)
                .isEqualTo(ids.subList(0, 2));
        assertThat(builds().list(space, Optional.of(ids.get(1).id()), 2))
                .extracting(Build::id)
                .isEqualTo(ids.subList(2, 4));
        assertThat(builds().list(space, Optional.of(ids.getLast().id()), 2)).isEmpty();
        assertThat(builds().list(new SpaceName("list"), Optional.empty(), 10)).isEmpty();
    }

    @Test
    void a_deployment_lists_the_last_build_of_each_of_its_images() {
        Build web = build("images", "web", "deployments-1", "web-1");
        add(web);
        Build again = build("images", "web", "deployments-1", "web-2");
        add(again);
        Build worker = build("images", "worker", "deployments-1", "worker-1");
        add(worker);
        add(build("images", "web", "deployments-2", "web-3"));
        assertThat(builds().ofDeployment(new SpaceName("images"), "deployments-1"))
                .extracting(Build::id)
                .containsExactly(again.id(), worker.id());
        assertThat(builds().ofDeployment(new SpaceName("images"), "deployments-3"))
                .isEmpty();
    }

    @Test
    void a_build_is_run_by_one_job_and_recording_it_again_changes_nothing() {
        Build build = build("started", "web", "deployments-1", "key");
        assertThat(builds().started(build.id(), "job:1", NOON))
                .as("there is no build")
                .isFalse();
        add(build);
        assertThat(builds().started(build.id(), "job:1", NOON)).isTrue();
        assertThat(builds().started(build.id(), "job:1", NOON.plusSeconds(9))).isTrue();
        assertThat(builds().started(build.id(), "job:2", NOON)).isFalse();
        assertThat(status(build)).isEqualTo(new BuildStatus(BuildState.RUNNING, NOON, null, "job:1", null, null, null));
    }

    @Test
    void a_build_ends_only_once() {
        Build build = build("ended", "web", "deployments-1", "key");
        add(build);
        builds().started(build.id(), "job:1", NOON);
        BuildStatus failed = status(build).ended(BuildState.FAILED, NOON.plusSeconds(60), null, FAILURE);
        assertThat(builds().end(build, failed)).isTrue();
        assertThat(status(build)).isEqualTo(failed);
        BuildStatus succeeded = status(build).ended(BuildState.SUCCEEDED, NOON.plusSeconds(61), digest("late"), null);
        assertThat(builds().end(build, succeeded)).isFalse();
        assertThat(builds().started(build.id(), "job:1", NOON)).isFalse();
        assertThat(status(build)).isEqualTo(failed);
    }

    @Test
    void a_build_does_not_end_with_an_image_that_has_lost_its_tag() {
        Build build = build("moved", "web", "deployments-1", "key");
        add(build);
        builds().started(build.id(), "job:1", NOON);
        Digest reported = digest("reported");
        tag(build.inputs().repository(), build.inputs().tag(), digest("pushed after the report"));
        BuildStatus succeeded = status(build).ended(BuildState.SUCCEEDED, NOON.plusSeconds(60), reported, null);
        assertThat(builds().end(build, succeeded)).isFalse();
        assertThat(status(build).state()).isEqualTo(BuildState.RUNNING);
        tag(build.inputs().repository(), build.inputs().tag(), reported);
        assertThat(builds().end(build, succeeded)).isTrue();
    }

    @Test
    void a_build_whose_job_has_begun_cannot_be_ended_as_a_waiting_one() {
        Build waits = build("waits", "web", "deployments-1", "waits");
        Build runs = build("waits", "web", "deployments-2", "runs");
        BuildStatus cancelled = BuildStatus.NEW.ended(BuildState.CANCELLED, NOON, null, null);
        add(waits);
        add(runs);
        builds().started(runs.id(), "job:1", NOON);
        assertThat(builds().endUnlessStarted(waits, cancelled)).isTrue();
        assertThat(builds().endUnlessStarted(waits, cancelled)).isFalse();
        assertThat(builds().endUnlessStarted(runs, cancelled)).isFalse();
        assertThat(status(runs).state()).isEqualTo(BuildState.RUNNING);
    }

    private BuildStatus status(Build build) {
        return builds().find(build.id()).orElseThrow().status();
    }

    private void add(Build build) {
        assertThat(builds().add(build, before(build))).isTrue();
    }

    private static Build without(Build build) {
        return new Build(
                build.key(),
                build.inputs().with(List.of()),
                build.redeployment(),
                build.requestedBy(),
                build.credential(),
                build.created(),
                build.status(),
                "",
                false);
    }
}
