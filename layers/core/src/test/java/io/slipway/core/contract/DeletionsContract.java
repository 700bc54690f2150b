package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Deletions}. */
public abstract class DeletionsContract extends RegistryContract {
    private Deletions deletions() {
        return ports().deletions();
    }

    private void clear(RepositoryName name, String generation) {
        for (int steps = 0; deletions().clearSome(name, generation) > 0; steps++) {
            assertThat(steps).isLessThan(20);
        }
    }

    @Test
    void a_deletion_begins_once_and_ends_once() {
        RepositoryName name = repository();
        assertThat(deletions().begin(name)).isEmpty();
        push(name, "first", "1");
        String generation = deletions().begin(name).orElseThrow();
        assertThat(deletions().begin(name)).as("repeated").contains(generation);
        clear(name, generation);
        assertThat(ports().manifests().resolve(name, new Tag("1"))).isEmpty();
        deletions().finish(name, generation);
        deletions().finish(name, generation);
        assertThat(ports().repositories().find(name)).isEmpty();
        assertThat(deletions().begin(name)).isEmpty();
    }

    @Test
    void items_are_removed_in_steps_and_tags_before_manifests() {
        RepositoryName name = repository();
        String[] tags = IntStream.range(0, 30).mapToObj(i -> "tag-" + i).toArray(String[]::new);
        for (int i = 0; i < 4; i++) {
            String[] own = new String[tags.length];
            for (int j = 0; j < tags.length; j++) {
                own[j] = tags[j] + "-" + i;
            }
            push(name, "manifest-" + i, own);
        }
        String generation = deletions().begin(name).orElseThrow();
        assertThat(deletions().clearSome(name, generation)).isBetween(1, 119);
        for (String tag : ports().tags().list(name, "", 1000)) {
            assertThat(ports().manifests()
                            .resolve(name, new Tag(tag))
                            .flatMap(digest -> ports().manifests().find(name, digest)))
                    .as("a tag never outlives its manifest")
                    .isPresent();
        }
        clear(name, generation);
        assertThat(ports().tags().list(name, "", 1)).isEmpty();
        assertThat(ports().manifests().find(name, digest("manifest-0"))).isEmpty();
    }

    @Test
    void nothing_is_pushed_once_the_deletion_has_begun() {
        RepositoryName name = repository();
        push(name, "first", "1");
        RepositoryState before = see(name);
        String generation = deletions().begin(name).orElseThrow();
        assertThat(see(name).deleting()).isTrue();
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
        clear(name, generation);
        deletions().finish(name, generation);
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
        assertThat(ports().repositories().find(name)).isEmpty();
    }

    @Test
    void a_push_that_saw_no_repository_fails_if_one_was_created_and_deleted_since() {
        RepositoryName name = repository();
        RepositoryState before = see(name);
        push(name, "first", "1");
        String generation = deletions().begin(name).orElseThrow();
        clear(name, generation);
        deletions().finish(name, generation);
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
        assertThat(pushAs(name, see(name), "second", "2").stored()).isTrue();
    }

    @Test
    void an_old_deletion_leaves_a_new_repository_of_the_name_alone() {
        RepositoryName name = repository();
        push(name, "first", "1");
        String generation = deletions().begin(name).orElseThrow();
        clear(name, generation);
        deletions().finish(name, generation);
        push(name, "second", "2");
        assertThat(deletions().clearSome(name, generation)).isZero();
        deletions().finish(name, generation);
        assertThat(ports().manifests().resolve(name, new Tag("2"))).contains(digest("second"));
        assertThat(deletions().begin(name)).isPresent().isNotEqualTo(Optional.of(generation));
    }

    @Test
    void a_space_with_a_repository_is_deleted_only_on_request() {
        SpaceName space = space();
        RepositoryName name = new RepositoryName(space, "app");
        push(name, "first", "1");
        assertThat(deletions().begin(space, true)).isFalse();
        assertThat(ports().spaces().find(space)).map(Space::deleting).contains(false);
        assertThat(deletions().begin(space, false)).isTrue();
        assertThat(ports().spaces().find(space)).map(Space::deleting).contains(true);
        assertThat(deletions().finish(space)).as("it has a repository").isFalse();
        String generation = deletions().begin(name).orElseThrow();
        clear(name, generation);
        deletions().finish(name, generation);
        assertThat(deletions().finish(space)).isTrue();
        assertThat(deletions().finish(space)).as("repeated").isTrue();
        assertThat(ports().spaces().find(space)).isEmpty();
    }

    @Test
    void no_repository_appears_in_a_space_that_is_being_deleted() {
        SpaceName space = space();
        RepositoryName name = new RepositoryName(space, "app");
        RepositoryState before = see(name);
        assertThat(deletions().begin(space, true)).isTrue();
        assertThat(ports().manifests().view(name, Optional.empty(), List.of()).space())
                .isFalse();
        assertThat(pushAs(name, before, "first").stored()).isFalse();
        assertThat(deletions().begin(new SpaceName("missing"), true)).isFalse();
    }

    @Test
    void a_space_that_is_not_being_deleted_stays() {
        SpaceName space = space();
        deletions().finish(space);
        assertThat(ports().spaces().find(space)).isPresent();
    }
}
