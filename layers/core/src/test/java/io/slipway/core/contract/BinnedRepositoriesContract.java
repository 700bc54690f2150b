package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.bin.BinnedRepositories.Begun;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.space.Repository;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link BinnedRepositories}. */
public abstract class BinnedRepositoriesContract extends RegistryContract {
    private BinnedRepositories binned() {
        return ports().binnedRepositories();
    }

    private Instant until() {
        return ports().clock().instant().plus(Duration.ofDays(7));
    }

    private boolean isPublic(RepositoryName name) {
        return ports().repositories().listPublic(name.familiar(), 1).contains(name);
    }

    private Repository find(RepositoryName name) {
        return ports().repositories().find(name).orElseThrow();
    }

    /** Puts a repository into the bin, with its images. */
    private BinEntry discard(RepositoryName name) {
        Begun begun = binned().begin(name).orElseThrow();
        Bin bin = ports().bin();
        binned().images(name, 100)
                .forEach(digest ->
                        bin.discard(name, bin.read(name, digest).manifest().orElseThrow(), until()));
        return binned().discard(name, begun, until()).orElseThrow();
    }

    private void deleteForGood(RepositoryName name, String generation) {
        while (ports().deletions().clearSome(name, generation) > 0) {
            assertThat(see(name).deleting()).isTrue();
        }
        ports().deletions().finish(name, generation);
    }

    @Test
    void a_space_without_rules_keeps_deleted_repositories_for_a_week() {
        assertThat(binned().days(space())).isEqualTo(TagSettings.DEFAULT_BIN_DAYS);
    }

    @Test
    void nothing_is_pushed_once_the_deletion_has_begun_and_no_one_sees_the_repository() {
        RepositoryName name = repository();
        assertThat(binned().begin(name)).as("missing").isEmpty();
        push(name, "first", "1");
        assertThat(ports().repositories().change(name, Visibility.PUBLIC)).isTrue();
        assertThat(isPublic(name)).isTrue();
        RepositoryState before = see(name);
        Begun begun = binned().begin(name).orElseThrow();
        assertThat(begun.since()).isEqualTo(ports().clock().instant());
        ports().clock().advance(Duration.ofSeconds(1));
        assertThat(binned().begin(name)).as("repeated").contains(begun);
        assertThat(find(name).deleting()).isTrue();
        assertThat(find(name).binned()).isFalse();
        assertThat(isPublic(name)).isFalse();
        assertThat(see(name).deleting()).isTrue();
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
        assertThat(ports().repositories().change(name, Visibility.PRIVATE)).isFalse();
    }

    @Test
    void images_in_the_bin_are_not_listed() {
        RepositoryName name = repository();
        Digest first = push(name, "first", "1");
        Digest second = push(name, "second", "2");
        assertThat(binned().images(name, 100)).containsExactlyInAnyOrder(first, second);
        assertThat(binned().images(name, 1)).hasSize(1);
        Bin bin = ports().bin();
        assertThat(bin.discard(name, bin.read(name, first).manifest().orElseThrow(), until()))
                .isPresent();
        assertThat(binned().images(name, 100)).containsExactly(second);
        assertThat(binned().images(repository(), 100)).isEmpty();
    }

    @Test
    void a_repository_gets_one_entry_which_sorts_before_those_of_its_images() {
        RepositoryName name = new RepositoryName(space(), "app");
        push(name, "first", "1");
        Instant began = ports().clock().instant();
        BinEntry entry = Actor.as("alice", () -> discard(name));
        assertThat(entry.kind()).isEqualTo(BinEntry.Kind.REPOSITORY);
        assertThat(entry.repository()).isEqualTo(name);
        assertThat(entry.by()).isEqualTo("alice");
        assertThat(entry.deleted()).isEqualTo(began);
        assertThat(entry.until()).isEqualTo(until());
        assertThat(entry.deletion()).contains(see(name).generation());
        List<BinEntry> entries = ports().bin().list(name.space(), "", 10);
        assertThat(entries).hasSize(2).first().isEqualTo(entry);
        assertThat(entries.getLast().kind()).isEqualTo(BinEntry.Kind.IMAGE);
        assertThat(find(name).binned()).isTrue();
        assertThat(see(name).binned()).isTrue();
        assertThat(see(name).deleting()).isFalse();
        assertThat(binned().begin(name)).as("it is in the bin").isEmpty();
        assertThat(binned().discard(name, new Begun(see(name).generation(), began), until()))
                .as("no deletion is in progress")
                .isEmpty();
    }

    @Test
    void a_deletion_that_was_ended_in_another_way_puts_nothing_into_the_bin() {
        RepositoryName name = repository();
        push(name, "first", "1");
        Begun begun = binned().begin(name).orElseThrow();
        deleteForGood(name, ports().deletions().begin(name).orElseThrow());
        assertThat(binned().discard(name, begun, until())).isEmpty();
        assertThat(ports().repositories().find(name)).isEmpty();
        push(name, "second", "2");
        assertThat(binned().discard(name, begun, until()))
                .as("another repository")
                .isEmpty();
        assertThat(see(name).binned()).isFalse();
    }

    @Test
    void a_deletion_for_good_of_a_repository_on_its_way_into_the_bin_refuses_pushes_that_have_not_seen_it() {
        RepositoryName name = repository();
        RepositoryState before = see(name);
        push(name, "first", "1");
        Begun begun = binned().begin(name).orElseThrow();
        String generation = ports().deletions().begin(name).orElseThrow();
        assertThat(generation).isNotEqualTo(begun.generation());
        assertThat(ports().deletions().begin(name)).as("repeated").contains(generation);
        deleteForGood(name, generation);
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
    }

    @Test
    void images_are_discarded_with_their_repository_only_while_its_deletion_is_in_progress() {
        RepositoryName name = repository();
        Digest digest = push(name, "first", "1", "2");
        Begun begun = binned().begin(name).orElseThrow();
        Bin.Stay stay = new Bin.Stay(until(), Optional.of(begun.generation()));
        Bin bin = ports().bin();
        assertThat(bin.discard(name, new Tag("2"), digest, stay)).isPresent();
        Bin.Discarded seen = bin.read(name, digest).manifest().orElseThrow();
        BinEntry entry = binned().discard(name, begun, until()).orElseThrow();
        assertThat(bin.discard(name, seen, stay)).as("it is in the bin").isEmpty();
        assertThat(binned().restore(entry)).isTrue();
        assertThat(bin.discard(name, seen, stay)).as("it is restored").isEmpty();
        assertThat(bin.discard(name, new Tag("1"), digest, stay)).isEmpty();
        assertThat(binned().begin(name)).isPresent();
        assertThat(bin.discard(name, seen, stay)).as("it is deleted again").isEmpty();
        assertThat(binned().images(name, 100)).containsExactly(digest);
    }

    @Test
    void a_restored_repository_is_as_it_was() {
        RepositoryName name = new RepositoryName(space(), "app");
        push(name, "first", "1");
        assertThat(ports().repositories().change(name, Visibility.PUBLIC)).isTrue();
        Repository before = find(name);
        BinEntry entry = discard(name);
        assertThat(isPublic(name)).isFalse();
        assertThat(binned().restore(entry)).isTrue();
        assertThat(binned().restore(entry)).as("repeated").isTrue();
        assertThat(find(name)).isEqualTo(before);
        assertThat(isPublic(name)).isTrue();
        push(name, "second", "2");
        assertThat(ports().manifests().resolve(name, new Tag("1")))
                .as("images have entries of their own")
                .isEmpty();
        assertThat(ports().bin().find(name.space(), entry.id())).contains(entry);
        ports().clock().advance(Duration.ofSeconds(1));
        binned().restored(entry);
        binned().restored(entry);
        assertThat(ports().bin().find(name.space(), entry.id())).isEmpty();
        assertThat(types(name.space()).stream().filter(type -> type == EventType.REPOSITORY_RESTORED))
                .hasSize(1);
        assertThat(types(name.space()).getFirst()).isEqualTo(EventType.REPOSITORY_RESTORED);
    }

    @Test
    void the_entry_of_a_repository_records_how_far_its_restoration_has_come() {
        RepositoryName name = repository();
        push(name, "first", "1");
        BinEntry entry = discard(name);
        assertThat(entry.reached()).isEmpty();
        binned().reach(entry, "2");
        assertThat(ports().bin().find(name.space(), entry.id())).contains(entry.reached("2"));
        binned().reach(entry, "1");
        assertThat(ports().bin().find(name.space(), entry.id()).orElseThrow().reached())
                .as("another request has come further")
                .contains("2");
        assertThat(binned().restore(entry)).isTrue();
        binned().restored(entry);
        binned().reach(entry, "3");
        assertThat(ports().bin().find(name.space(), entry.id())).isEmpty();
    }

    /** The types of the events of a space, the latest first. */
    private List<EventType> types(SpaceName space) {
        return ports().events().list(Optional.of(space), Instant.EPOCH, Optional.empty(), 100).stream()
                .map(Event::type)
                .toList();
    }

    @Test
    void a_push_takes_the_name_of_a_repository_in_the_bin_and_finds_it_empty() {
        RepositoryName name = new RepositoryName(space(), "app");
        push(name, "first", "1");
        assertThat(ports().repositories().change(name, Visibility.PUBLIC)).isTrue();
        BinEntry entry = discard(name);
        RepositoryState seen = see(name);
        push(name, "second", "2");
        assertThat(pushAs(name, seen, "third", "3").stored())
                .as("it is not in the bin any more")
                .isFalse();
        assertThat(find(name).deleting()).isFalse();
        assertThat(find(name).visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(ports().manifests().resolve(name, new Tag("1"))).isEmpty();
        assertThat(ports().spaces().find(name.space()).orElseThrow().repositories())
                .isEqualTo(1);
        assertThat(binned().beginForGood(entry)).isEmpty();
        assertThat(see(name).deleting()).isFalse();
        assertThat(binned().restore(entry)).as("it can be used").isTrue();
    }

    @Test
    void a_repository_leaves_the_bin_for_good_only_as_the_entry_that_it_has() {
        RepositoryName name = repository();
        push(name, "first", "1");
        RepositoryState before = see(name);
        BinEntry first = discard(name);
        push(name, "second", "2");
        Begun again = binned().begin(name).orElseThrow();
        assertThat(binned().beginForGood(first))
                .as("it is being deleted again, into the bin")
                .isEmpty();
        assertThat(binned().restore(first)).isFalse();
        BinEntry second = binned().discard(name, again, until()).orElseThrow();
        assertThat(binned().beginForGood(first)).isEmpty();
        assertThat(binned().restore(first)).isFalse();
        String generation = binned().beginForGood(second).orElseThrow();
        assertThat(binned().beginForGood(second)).as("repeated").contains(generation);
        assertThat(binned().restore(second)).isFalse();
        assertThat(pushAs(name, see(name), "third", "3").stored()).isFalse();
        deleteForGood(name, generation);
        assertThat(binned().beginForGood(second)).isEmpty();
        assertThat(binned().restore(second)).isFalse();
        assertThat(ports().repositories().find(name)).isEmpty();
        assertThat(pushAs(name, before, "third", "3").stored()).isFalse();
        push(name, "third", "3");
    }
}
