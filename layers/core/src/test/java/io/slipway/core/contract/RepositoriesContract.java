package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Repositories} and of {@link io.slipway.core.access.PublicRepositories}. */
public abstract class RepositoriesContract extends RegistryContract {
    private Repositories repositories() {
        return ports().repositories();
    }

    @Test
    void a_repository_appears_with_its_first_manifest() {
        RepositoryName name = repository();
        assertThat(repositories().find(name)).isEmpty();
        push(name, "first");
        Repository found = repositories().find(name).orElseThrow();
        assertThat(found.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(found.deleting()).isFalse();
        assertThat(found.created().getEpochSecond())
                .isEqualTo(ports().clock().instant().getEpochSecond());
        push(name, "second");
        assertThat(repositories().find(name)).contains(found);
    }

    @Test
    void a_new_repository_has_the_default_visibility_of_its_space() {
        SpaceName space = space();
        ports().spaces().change(space, new SpaceSettings("", "", Visibility.PUBLIC, false, false, Mirrors.NONE));
        RepositoryName name = new RepositoryName(space, "open");
        push(name, "first");
        assertThat(repositories().find(name)).map(Repository::visibility).contains(Visibility.PUBLIC);
        assertThat(ports().publicRepositories().among(List.of(name))).containsExactly(name);
        assertThat(repositories().listPublic(name.familiar(), 1)).containsExactly(name);
    }

    @Test
    void a_space_lists_its_repositories_in_the_order_of_their_paths() {
        SpaceName space = space();
        SpaceName other = space();
        for (String path : List.of("b", "a/z", "a", "a-b", "c")) {
            push(new RepositoryName(space, path), "first");
            push(new RepositoryName(other, path), "first");
        }
        assertThat(paths(space, "", 10)).containsExactly("a", "a-b", "a/z", "b", "c");
        assertThat(paths(space, "", 2)).containsExactly("a", "a-b");
        assertThat(paths(space, "a-b", 2)).as("from this one on").containsExactly("a-b", "a/z");
        assertThat(paths(space, "ab", 10)).as("from a name that does not exist").containsExactly("b", "c");
        assertThat(paths(space, "d", 10)).isEmpty();
    }

    private List<String> paths(SpaceName space, String from, int limit) {
        return repositories().list(space, from, limit).stream()
                .map(repository -> repository.name().path())
                .toList();
    }

    @Test
    void visibility_changes_while_the_repository_exists() {
        RepositoryName name = repository();
        assertThat(repositories().change(name, Visibility.PUBLIC)).isFalse();
        push(name, "first");
        assertThat(repositories().change(name, Visibility.PUBLIC)).isTrue();
        assertThat(ports().publicRepositories().among(List.of(name, repository())))
                .containsExactly(name);
        assertThat(repositories().change(name, Visibility.PRIVATE)).isTrue();
        assertThat(ports().publicRepositories().among(List.of(name))).isEmpty();
        assertThat(repositories().listPublic(name.familiar(), 1)).doesNotContain(name);
        ports().deletions().begin(name);
        assertThat(repositories().change(name, Visibility.PUBLIC)).isFalse();
        assertThat(repositories().find(name)).map(Repository::deleting).contains(true);
    }

    @Test
    void the_day_of_the_last_pull_is_kept_while_the_repository_exists() {
        RepositoryName name = repository();
        LocalDate day = LocalDate.of(2026, 11, 29);
        repositories().recordPull(name, day);
        assertThat(repositories().find(name)).as("a note creates no repository").isEmpty();
        push(name, "first");
        assertThat(repositories().find(name).flatMap(Repository::pulled)).isEmpty();
        repositories().recordPull(name, day);
        repositories().recordPull(name, day.minusDays(1));
        repositories().change(name, Visibility.PUBLIC);
        assertThat(repositories().list(name.space(), name.path(), 1))
                .first()
                .extracting(Repository::pulled)
                .isEqualTo(Optional.of(day));
        repositories().recordPull(name, day.plusDays(1));
        assertThat(repositories().find(name).flatMap(Repository::pulled)).contains(day.plusDays(1));
    }

    @Test
    void a_repository_is_private_as_soon_as_its_deletion_begins() {
        RepositoryName name = repository();
        push(name, "first");
        repositories().change(name, Visibility.PUBLIC);
        ports().deletions().begin(name);
        assertThat(ports().publicRepositories().among(List.of(name))).isEmpty();
        assertThat(repositories().listPublic(name.familiar(), 1)).doesNotContain(name);
    }

    @Test
    void public_repositories_are_listed_in_the_order_of_their_familiar_names() {
        SpaceName space = space();
        RepositoryName long1 = new RepositoryName(space, "web");
        RepositoryName short1 = RepositoryName.parse(space.value() + "-web");
        for (RepositoryName name : List.of(long1, short1)) {
            push(name, "first");
            repositories().change(name, Visibility.PUBLIC);
        }
        assertThat(repositories().listPublic(space.value(), 2)).containsExactly(short1, long1);
        assertThat(repositories().listPublic(short1.familiar() + "!", 1)).containsExactly(long1);
    }

    @Test
    void tags_are_counted_up_to_the_limit() {
        RepositoryName name = repository();
        assertThat(repositories().countTags(name, 10)).isZero();
        push(name, "first", "a", "b", "c");
        assertThat(repositories().countTags(name, 10)).isEqualTo(3);
        assertThat(repositories().countTags(name, 2)).isEqualTo(2);
    }
}
