package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Amount;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.Usages;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Usages}: the numbers are the same before and after changes are counted. */
public abstract class UsagesContract extends RegistryContract {
    private Usages usages() {
        return ports().usages();
    }

    /** Pushes a manifest to a new repository. */
    private RepositoryName pushed(SpaceName space, String path) {
        RepositoryName repository = new RepositoryName(space, path);
        push(repository, path, "1");
        return repository;
    }

    private static Amount manifest(String path) {
        return new Amount(1, bytes(path).length);
    }

    private void link(RepositoryName repository, Digest digest, String key) {
        ports().blobLinks().link(repository, digest, blob(key));
    }

    private void unlink(RepositoryName repository, Digest digest) {
        assertThat(ports().blobLinks()
                        .unlink(repository, digest, ports().blobLinks().find(repository, digest), List.of()))
                .isTrue();
    }

    private static Amount of(String key) {
        return new Amount(1, blob(key).size());
    }

    private static RepositoryUsage usage(String path, Amount blobs, Amount unique, Amount manifests) {
        return new RepositoryUsage(path, blobs, unique, manifests, Optional.empty());
    }

    private void count() {
        usages().count(ports().clock().instant().plus(Duration.ofHours(1)));
    }

    private void assertUsage(SpaceName space, SpaceUsage expected, RepositoryUsage... repositories) {
        for (int counted = 0; counted < 2; counted++) {
            assertThat(usages().space(space)).isEqualTo(expected);
            assertThat(usages().whole(space).space()).isEqualTo(expected);
            assertThat(usages().whole(space).repositories())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pushed")
                    .containsExactlyInAnyOrder(repositories);
            count();
        }
    }

    @Test
    void a_new_space_holds_nothing() {
        assertUsage(space(), SpaceUsage.NOTHING);
    }

    @Test
    void manifests_and_linked_blobs_count() {
        SpaceName space = space();
        link(pushed(space, "app"), digest("layer"), "layer");
        assertUsage(
                space,
                new SpaceUsage(of("layer"), Amount.NONE, of("layer"), manifest("app")),
                usage("app", of("layer"), of("layer"), manifest("app")));
    }

    @Test
    void a_blob_of_several_repositories_counts_once_for_the_space_and_as_unique_for_none() {
        SpaceName space = space();
        link(pushed(space, "app"), digest("layer"), "layer");
        link(pushed(space, "web"), digest("layer"), "layer");
        assertUsage(
                space,
                new SpaceUsage(
                        of("layer"),
                        of("layer"),
                        of("layer").times(2),
                        manifest("app").plus(manifest("web"))),
                usage("app", of("layer"), Amount.NONE, manifest("app")),
                usage("web", of("layer"), Amount.NONE, manifest("web")));
    }

    @Test
    void a_blob_is_unique_again_once_all_other_links_are_gone() {
        SpaceName space = space();
        RepositoryName web = pushed(space, "web");
        link(pushed(space, "app"), digest("layer"), "layer");
        link(web, digest("layer"), "layer");
        usages().count(ports().clock().instant().plus(Duration.ofHours(1)));
        unlink(web, digest("layer"));
        assertUsage(
                space,
                new SpaceUsage(
                        of("layer"), Amount.NONE, of("layer"), manifest("app").plus(manifest("web"))),
                usage("app", of("layer"), of("layer"), manifest("app")),
                usage("web", Amount.NONE, Amount.NONE, manifest("web")));
    }

    @Test
    void a_repeated_push_and_a_repeated_link_count_once() {
        SpaceName space = space();
        RepositoryName app = pushed(space, "app");
        push(app, "app", "1", "2");
        link(app, digest("layer"), "layer");
        link(app, digest("layer"), "layer");
        assertUsage(
                space,
                new SpaceUsage(of("layer"), Amount.NONE, of("layer"), manifest("app")),
                usage("app", of("layer"), of("layer"), manifest("app")));
    }

    @Test
    void a_deleted_manifest_does_not_count_and_a_repository_without_content_is_not_listed() {
        SpaceName space = space();
        RepositoryName app = pushed(space, "app");
        pushed(space, "web");
        assertThat(ports().manifests().delete(app, digest("app"))).isTrue();
        assertUsage(
                space,
                new SpaceUsage(Amount.NONE, Amount.NONE, Amount.NONE, manifest("web")),
                usage("web", Amount.NONE, Amount.NONE, manifest("web")));
    }

    @Test
    void the_usage_of_some_repositories_is_that_of_the_whole() {
        SpaceName space = space();
        link(pushed(space, "app"), digest("layer"), "layer");
        pushed(space, "web");
        for (int counted = 0; counted < 2; counted++) {
            assertThat(usages().repositories(space, List.of("app", "missing")))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pushed")
                    .containsExactly(usage("app", of("layer"), of("layer"), manifest("app")));
            count();
        }
    }

    @Test
    void the_last_push_of_a_repository_is_recorded_even_if_it_only_sets_a_tag() {
        RepositoryName app = pushed(space(), "app");
        Instant first = Instant.ofEpochSecond(ports().clock().instant().getEpochSecond());
        assertThat(lastPush(app)).contains(first);
        count();
        ports().clock().advance(Duration.ofHours(2));
        push(app, "app", "2");
        assertThat(lastPush(app)).contains(first.plus(Duration.ofHours(2)));
        count();
        assertThat(lastPush(app)).contains(first.plus(Duration.ofHours(2)));
    }

    private Optional<Instant> lastPush(RepositoryName name) {
        return usages().repositories(name.space(), List.of(name.path()))
                .getFirst()
                .pushed();
    }

    @Test
    void each_day_keeps_its_last_count() {
        SpaceName space = space();
        LocalDate day = LocalDate.ofInstant(ports().clock().instant(), ZoneOffset.UTC);
        pushed(space, "first");
        count();
        pushed(space, "second");
        count();
        ports().clock().advance(Duration.ofDays(3));
        pushed(space, "third");
        count();
        Usages.Day last = new Usages.Day(day.plusDays(3), 16, 3);
        assertThat(usages().days(space, day)).containsExactly(new Usages.Day(day, 11, 2), last);
        assertThat(usages().days(space, day.plusDays(1))).containsExactly(last);
    }
}
