package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.core.space.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Spaces}. */
public abstract class SpacesContract extends RegistryContract {
    private Spaces spaces() {
        return ports().spaces();
    }

    @Test
    void the_default_space_always_exists() {
        assertThat(spaces().find(SpaceName.DEFAULT)).map(Space::deleting).contains(false);
        assertThat(spaces().list()).extracting(Space::name).startsWith(SpaceName.DEFAULT);
        assertThat(spaces().require(SpaceName.DEFAULT)).isEqualTo(Instant.EPOCH);
        assertThat(spaces().add(Space.begin(SpaceName.DEFAULT, Instant.EPOCH, SpaceSettings.DEFAULT)))
                .isFalse();
    }

    @Test
    void a_space_is_read_back_as_it_was_added() {
        SpaceName name = new SpaceName(fresh("space-"));
        Instant created = Instant.parse("2026-05-01T12:00:00.123Z");
        Space space = Space.begin(
                name,
                created,
                new SpaceSettings(
                        "", "", Visibility.PUBLIC, true, false, new Mirrors(Map.of("quay.io/org/*", "quay/*"))));
        assertThat(spaces().find(name)).isEmpty();
        assertThatThrownBy(() -> spaces().require(name)).isInstanceOf(RegistryException.class);
        assertThat(spaces().add(space)).isTrue();
        assertThat(spaces().find(name)).contains(space);
        assertThat(spaces().require(name)).isEqualTo(created);
    }

    @Test
    void a_name_is_taken_once() {
        SpaceName name = space();
        Space second = Space.begin(
                name, Instant.EPOCH, new SpaceSettings("", "", Visibility.PUBLIC, true, false, Mirrors.NONE));
        assertThat(spaces().add(second)).isFalse();
        assertThat(spaces().find(name)).map(Space::settings).contains(SpaceSettings.DEFAULT);
    }

    @Test
    void spaces_are_listed_in_the_order_of_their_names() {
        List<SpaceName> names = List.of(space(), space(), space());
        assertThat(spaces().list())
                .extracting(space -> space.name().value())
                .containsAll(names.stream().map(SpaceName::value).toList())
                .satisfies(all -> assertThat(all.subList(1, all.size())).isSorted());
    }

    @Test
    void settings_change_while_the_space_exists() {
        SpaceName name = space();
        SpaceSettings other = new SpaceSettings("", "", Visibility.PUBLIC, true, false, Mirrors.NONE);
        assertThat(spaces().change(name, other)).isTrue();
        assertThat(spaces().find(name)).map(Space::settings).contains(other);
        ports().deletions().begin(name, true);
        assertThat(spaces().change(name, SpaceSettings.DEFAULT)).isFalse();
        assertThat(spaces().change(new SpaceName("missing"), other)).isFalse();
    }

    @Test
    void a_space_counts_its_repositories() {
        SpaceName name = space();
        push(new RepositoryName(name, "a"), "first", "1");
        push(new RepositoryName(name, "a"), "second", "2");
        push(new RepositoryName(name, "b"), "first", "1");
        assertThat(spaces().find(name)).map(Space::repositories).contains(2L);
    }

    @Test
    void a_recreated_space_has_the_next_generation() {
        SpaceName first = space();
        assertThat(spaces().now(first)).isEqualTo(first);
        ports().deletions().begin(first, true);
        ports().deletions().finish(first);
        ports().deletions().finish(first);
        SpaceName second = first.at(1);
        assertThat(spaces().now(first)).isEqualTo(second);
        assertThat(spaces().find(first)).isEmpty();
        assertThat(spaces().list()).extracting(Space::name).doesNotContain(first, second);
        assertThat(ports().deletions().begin(second, true))
                .as("it does not exist")
                .isFalse();
        assertThat(spaces().add(Space.begin(first, Instant.EPOCH, SpaceSettings.DEFAULT)))
                .isTrue();
        assertThat(spaces().find(first)).map(Space::name).contains(second);
        assertThat(spaces().list()).extracting(Space::name).contains(second);
        assertThat(spaces().require(second)).isEqualTo(Instant.EPOCH);
        assertThatThrownBy(() -> spaces().require(first)).isInstanceOf(RegistryException.class);
        assertThat(ports().manifests()
                        .view(new RepositoryName(first, "a"), Optional.empty(), List.of())
                        .space())
                .isFalse();
    }

    @Test
    void a_recreated_space_does_not_have_the_layers_of_the_earlier_one() {
        SpaceName first = space();
        RepositoryName old = new RepositoryName(first, "a");
        ports().blobLinks().link(old, digest("left"), new StoredBlob("left", 4));
        ports().deletions().begin(first, true);
        ports().deletions().finish(first);
        spaces().add(Space.begin(first, Instant.EPOCH, SpaceSettings.DEFAULT));
        RepositoryName now = old.at(1);
        assertThat(ports().blobLinks().find(now, digest("left")).blob()).isEmpty();
        push(now, "second", "1");
        assertThat(ports().manifests().resolve(old, new Tag("1"))).isEmpty();
        assertThat(ports().repositories().find(now)).isPresent();
        assertThat(ports().repositories().find(old)).isEmpty();
        assertThat(ports().repositories().list(first.at(1), "", 10))
                .extracting(Repository::name)
                .containsExactly(now);
        assertThat(pushAs(new RepositoryName(first, "b"), see(new RepositoryName(first, "b")), "late", "1")
                        .stored())
                .as("a push for the deleted space")
                .isFalse();
    }
}
