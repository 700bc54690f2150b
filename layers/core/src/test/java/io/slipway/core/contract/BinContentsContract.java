package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinContents.Held;
import io.slipway.core.bin.BinContents.Image;
import io.slipway.core.bin.BinContents.State;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link BinContents}. */
public abstract class BinContentsContract extends RegistryContract {
    private static final Tag A = new Tag("a");
    private static final Tag B = new Tag("b");

    private BinContents contents() {
        return ports().binContents();
    }

    private Instant until() {
        return ports().clock().instant().plus(Duration.ofDays(7));
    }

    private BinEntry discard(RepositoryName repository, Digest digest) {
        Bin bin = ports().bin();
        return bin.discard(repository, bin.read(repository, digest).manifest().orElseThrow(), until())
                .orElseThrow();
    }

    private StoredManifest stored(RepositoryName repository, Digest digest) {
        return contents().find(repository, digest).orElseThrow().content().get();
    }

    /** An image that has been pushed by its blob's name. */
    private Image image(RepositoryName repository, Digest digest, String blob) {
        StoredManifest stored = stored(repository, digest);
        return new Image(
                stored, Optional.of(ManifestReader.read(stored.content(), stored.mediaType())), Set.of(digest(blob)));
    }

    @Test
    void a_manifest_is_found_in_the_bin_and_out_of_it() {
        RepositoryName name = repository();
        Digest one = pushImage(name, "one", "a");
        Digest two = pushImage(name, "two", "b");
        byte[] content = ports().manifests().find(name, one).orElseThrow().content();
        assertThat(contents().find(name, one).orElseThrow().entry()).isEmpty();
        BinEntry entry = discard(name, one);
        Held held = contents().find(name, one).orElseThrow();
        assertThat(held.entry()).contains(entry.id());
        assertThat(held.content().get().content()).isEqualTo(content);
        assertThat(contents().findAll(name, List.of(one, two, digest("missing"))))
                .map(it -> it.content().get().digest())
                .containsExactlyInAnyOrder(one, two);
        assertThat(contents().findAll(name, List.of())).isEmpty();
        assertThat(contents().find(name, digest("missing"))).isEmpty();
        ports().bin().empty(entry);
        assertThat(contents().find(name, one)).isEmpty();
    }

    @Test
    void the_referrers_of_a_manifest_are_listed_while_they_are_in_the_bin() {
        RepositoryName name = repository();
        Digest subject = push(name, "subject", "a");
        var push = manifest(name, see(name), "referrer", Optional.of(subject));
        assertThat(ports().manifests().push(push).stored()).isTrue();
        discard(name, subject);
        assertThat(contents().referrers(name, subject)).isEmpty();
        discard(name, push.digest());
        assertThat(contents().referrers(name, subject)).containsExactly(push.digest());
    }

    @Test
    void blobs_are_those_that_the_repository_has() {
        RepositoryName name = repository();
        ports().blobLinks().link(name, digest("linked"), blob("linked"));
        var blobs = contents().blobs(name, List.of(digest("linked"), digest("missing")));
        assertThat(blobs.linked()).containsExactly(digest("linked"));
        assertThat(blobs.sparse()).isFalse();
        SpaceName sparse = new SpaceName(fresh("sparse-"));
        SpaceSettings settings = new SpaceSettings("", "", Visibility.PRIVATE, true, false, Mirrors.NONE);
        assertThat(ports().spaces().add(Space.begin(sparse, ports().clock().instant(), settings)))
                .isTrue();
        assertThat(contents()
                        .blobs(new RepositoryName(sparse, "app"), List.of())
                        .sparse())
                .isTrue();
    }

    @Test
    void the_state_of_an_entry_tells_what_exists_of_the_things_it_names() {
        RepositoryName name = repository();
        Digest one = pushImage(name, "one", "a", "b");
        BinEntry a = ports().bin().discard(name, A, one, until()).orElseThrow();
        assertThat(state(a)).isEqualTo(new State(true, Optional.empty(), Set.of()));
        BinEntry image = discard(name, one);
        assertThat(state(image)).isEqualTo(new State(true, Optional.of(image.id()), Set.of()));
        assertThat(state(a)).isEqualTo(new State(true, Optional.of(image.id()), Set.of()));
        pushImage(name, "one", "a");
        pushImage(name, "two", "b");
        assertThat(state(a)).isEqualTo(new State(true, Optional.empty(), Set.of(A)));
        assertThat(state(image)).as("b names another").isEqualTo(new State(true, Optional.empty(), Set.of()));
        BinEntry last = discard(name, one);
        assertThat(contents().states(List.of(a, image, last)).values())
                .containsOnly(new State(true, Optional.of(last.id()), Set.of()));
        ports().bin().empty(last);
        assertThat(state(a)).isEqualTo(State.NOTHING);
        assertThat(contents().states(List.of())).isEmpty();
    }

    @Test
    void the_state_of_a_repositorys_entry_tells_whether_it_is_there_or_in_the_bin() {
        RepositoryName name = repository();
        pushImage(name, "one", "a");
        var begun = ports().binnedRepositories().begin(name).orElseThrow();
        BinEntry first =
                ports().binnedRepositories().discard(name, begun, until()).orElseThrow();
        assertThat(state(first)).isEqualTo(new State(true, Optional.of(first.id()), Set.of()));
        pushImage(name, "two", "a");
        assertThat(state(first)).isEqualTo(new State(true, Optional.empty(), Set.of()));
        var again = ports().binnedRepositories().begin(name).orElseThrow();
        assertThat(state(first)).as("being deleted").isEqualTo(State.NOTHING);
        BinEntry second =
                ports().binnedRepositories().discard(name, again, until()).orElseThrow();
        assertThat(state(first)).isEqualTo(new State(true, Optional.of(second.id()), Set.of()));
        assertThat(ports().binnedRepositories().beginForGood(second)).isPresent();
        assertThat(state(second)).isEqualTo(State.NOTHING);
    }

    private State state(BinEntry entry) {
        return Objects.requireNonNull(contents().states(List.of(entry)).get(entry.id()));
    }

    @Test
    void a_repository_is_open_unless_it_is_missing_deleted_or_in_the_bin() {
        RepositoryName name = repository();
        assertThat(contents().isOpen(name)).isFalse();
        pushImage(name, "one", "a");
        assertThat(contents().isOpen(name)).isTrue();
        var begun = ports().binnedRepositories().begin(name).orElseThrow();
        assertThat(contents().isOpen(name)).isFalse();
        assertThat(ports().binnedRepositories().discard(name, begun, until())).isPresent();
        assertThat(contents().isOpen(name)).isFalse();
    }

    @Test
    void tags_are_restored_to_a_manifest_that_is_not_in_the_bin_unless_one_of_them_exists() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a", "b");
        BinEntry a = ports().bin().discard(name, A, digest, until()).orElseThrow();
        assertThat(contents().taken(name, List.of(A, B))).containsExactly(B);
        assertThat(contents().restoreTags(a, List.of(A, B))).isFalse();
        assertThat(ports().manifests().resolve(name, A))
                .as("nothing was changed")
                .isEmpty();
        BinEntry image = discard(name, digest);
        assertThat(contents().restoreTags(a, List.of(A)))
                .as("the manifest is in the bin")
                .isFalse();
        assertThat(contents().restoreImage(image, image(name, digest, "one"), List.of(B)))
                .isTrue();
        assertThat(contents().restoreTags(a, List.of(A))).isTrue();
        assertThat(contents().restoreTags(a, List.of(new Tag("c"))))
                .as("the entry has left the bin")
                .isFalse();
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
        assertThat(ports().bin().find(name.space(), a.id())).isEmpty();
    }

    @Test
    void an_image_leaves_the_bin_once_and_refers_to_its_subject_again() {
        RepositoryName name = repository();
        Digest subject = push(name, "subject", "subject");
        var push = manifest(name, see(name), "referrer", Optional.of(subject), "a");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        var before = ports().referrers().list(name, subject, "", "", 10);
        BinEntry entry = discard(name, push.digest());
        assertThat(ports().referrers().list(name, subject, "", "", 10)).isNotEqualTo(before);
        Image image = new Image(stored(name, push.digest()), Optional.of(push.manifest()), Set.of());
        assertThat(contents().restoreImage(entry, image, List.of(A))).isTrue();
        assertThat(contents().restoreImage(entry, image, List.of()))
                .as("it is back")
                .isFalse();
        assertThat(ports().referrers().list(name, subject, "", "", 10)).isEqualTo(before);
        assertThat(contents().referrers(name, subject)).isEmpty();
        assertThat(ports().manifests().resolve(name, A)).contains(push.digest());
        assertThat(ports().bin().find(name.space(), entry.id())).isEmpty();
    }

    @Test
    void an_image_stays_in_the_bin_while_one_of_its_tags_exists_or_one_of_its_blobs_does_not() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        BinEntry entry = discard(name, digest);
        Image image = image(name, digest, "one");
        pushImage(name, "two", "a");
        assertThat(contents().restoreImage(entry, image, List.of(A))).isFalse();
        assertThat(ports().blobLinks()
                        .unlink(name, digest("one"), ports().blobLinks().find(name, digest("one")), List.of()))
                .isTrue();
        assertThat(contents().restoreImage(entry, image, List.of())).isFalse();
        assertThat(contents().find(name, digest).orElseThrow().entry()).contains(entry.id());
        assertThat(ports().bin().find(name.space(), entry.id())).contains(entry);
    }
}
