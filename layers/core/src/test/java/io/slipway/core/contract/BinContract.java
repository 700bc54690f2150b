package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Bin}. */
public abstract class BinContract extends RegistryContract {
    private static final Tag A = new Tag("a");
    private static final Tag B = new Tag("b");

    private Bin bin() {
        return ports().bin();
    }

    private Instant until() {
        return ports().clock().instant().plus(Duration.ofDays(7));
    }

    private BinEntry discard(RepositoryName repository, Digest digest) {
        return bin().discard(
                        repository, bin().read(repository, digest).manifest().orElseThrow(), until())
                .orElseThrow();
    }

    @Test
    void a_tag_is_deleted_if_it_has_not_moved_and_can_be_restored() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a", "b");
        assertThat(bin().read(name, A).names()).contains(digest);
        assertThat(bin().discard(name, A, digest("another"), until())).isEmpty();
        BinEntry entry = bin().discard(name, A, digest, until()).orElseThrow();
        assertThat(ports().manifests().resolve(name, A)).isEmpty();
        assertThat(ports().manifests().resolve(name, B)).contains(digest);
        assertThat(bin().read(name, A).names()).isEmpty();
        assertThat(bin().list(name.space(), "", 1_000)).contains(entry);
        assertThat(bin().find(name.space(), entry.id())).contains(entry);
        assertThat(restore(entry)).contains(List.of(A));
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
        assertThat(bin().find(name.space(), entry.id())).isEmpty();
        assertThat(restore(entry)).as("once").isNotEqualTo(Optional.of(List.of(A)));
    }

    @Test
    void an_entry_names_the_deletion_of_a_repository_that_it_is_part_of() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a", "b");
        String generation =
                ports().binnedRepositories().begin(name).orElseThrow().generation();
        Bin.Stay stay = new Bin.Stay(until(), Optional.of(generation));
        BinEntry tag = bin().discard(name, A, digest, stay).orElseThrow();
        BinEntry image = bin().discard(name, bin().read(name, digest).manifest().orElseThrow(), stay)
                .orElseThrow();
        for (BinEntry entry : List.of(tag, image)) {
            assertThat(entry.deletion()).contains(generation);
            assertThat(bin().find(name.space(), entry.id())).contains(entry);
        }
        RepositoryName other = repository();
        assertThat(discard(other, pushImage(other, "two", "c")).deletion()).isEmpty();
    }

    @Test
    void the_indexes_of_a_manifest_are_those_that_name_it_in_the_bin_or_not() {
        RepositoryName name = repository();
        Digest child = pushImage(name, "child");
        assertThat(bin().indexes(name, child)).isEqualTo(new Bin.Indexes(Optional.empty(), Optional.empty()));
        Digest first = pushIndex(name, child);
        assertThat(bin().indexes(name, child)).isEqualTo(new Bin.Indexes(Optional.of(first), Optional.empty()));
        BinEntry entry = discard(name, first);
        assertThat(bin().indexes(name, child)).isEqualTo(new Bin.Indexes(Optional.empty(), Optional.of(entry.until())));
        Digest second = pushIndex(name, child, digest("another"));
        assertThat(bin().indexes(name, child).live()).contains(second);
        bin().empty(entry);
        discard(name, second);
        assertThat(bin().indexes(name, child).until()).contains(until());
    }

    @Test
    void a_tag_is_restored_with_its_manifest_that_was_deleted_later() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a", "b");
        BinEntry tag = bin().discard(name, A, digest, until()).orElseThrow();
        BinEntry image = discard(name, digest);
        assertThat(restore(tag)).contains(List.of(A));
        assertThat(ports().manifests().find(name, digest)).isPresent();
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
        assertThat(ports().manifests().resolve(name, B)).contains(digest);
        assertThat(restore(image)).as("it is back").isEmpty();
    }

    @Test
    void nothing_is_restored_into_a_repository_that_is_in_the_bin_itself() {
        RepositoryName name = repository();
        BinEntry image = discard(name, pushImage(name, "one", "a"));
        var begun = ports().binnedRepositories().begin(name).orElseThrow();
        assertThat(restore(image)).isEmpty();
        BinEntry all =
                ports().binnedRepositories().discard(name, begun, until()).orElseThrow();
        assertThat(restore(image)).isEmpty();
        assertThat(ports().binnedRepositories().restore(all)).isTrue();
        assertThat(restore(image)).contains(List.of(A));
    }

    @Test
    void a_manifest_is_deleted_with_its_tags_and_restored_with_those_that_are_free() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a", "b");
        BinEntry entry = discard(name, digest);
        assertThat(ports().manifests().find(name, digest)).isEmpty();
        assertThat(ports().manifests().resolve(name, A)).isEmpty();
        assertThat(bin().read(name, digest).manifest()).isEmpty();
        Digest other = pushImage(name, "two", "a");
        assertThat(restore(entry)).contains(List.of(B));
        assertThat(ports().manifests().find(name, digest)).isPresent();
        assertThat(ports().manifests().resolve(name, A)).contains(other);
        assertThat(ports().manifests().resolve(name, B)).contains(digest);
    }

    @Test
    void a_manifest_is_restored_with_thirty_tags_and_each_further_tag_by_itself() {
        RepositoryName name = repository();
        List<String> all = IntStream.range(0, 32).mapToObj(i -> "t" + i).toList();
        Digest digest = pushImage(name, "one", all.subList(0, 30).toArray(String[]::new));
        pushImage(name, "one", "t30", "t31");
        var seen = bin().read(name, digest);
        assertThat(seen.more()).hasSize(2);
        List<BinEntry> tags = seen.more().stream()
                .map(tag -> bin().discard(name, tag, digest, until()).orElseThrow())
                .toList();
        BinEntry image =
                bin().discard(name, seen.manifest().orElseThrow(), until()).orElseThrow();
        assertThat(restore(image).orElseThrow()).hasSize(30);
        tags.forEach(tag -> assertThat(restore(tag)).contains(tag.tags()));
        all.forEach(tag ->
                assertThat(ports().manifests().resolve(name, new Tag(tag))).contains(digest));
    }

    @Test
    void a_manifest_that_was_pushed_since_it_was_read_is_not_deleted() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        Bin.Discarded seen = bin().read(name, digest).manifest().orElseThrow();
        pushImage(name, "one", "b");
        assertThat(bin().discard(name, seen, until())).isEmpty();
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
        assertThat(ports().manifests().resolve(name, B)).contains(digest);
    }

    @Test
    void a_push_takes_a_manifest_out_of_the_bin_and_emptying_the_bin_keeps_it() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        BinEntry entry = discard(name, digest);
        pushImage(name, "one", "b");
        bin().empty(entry);
        assertThat(ports().manifests().find(name, digest)).isPresent();
        assertThat(ports().manifests().resolve(name, B)).contains(digest);
        assertThat(bin().find(name.space(), entry.id())).isEmpty();
    }

    @Test
    void emptying_an_earlier_entry_of_an_image_keeps_what_is_in_the_bin_as_a_later_one() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        BinEntry earlier = discard(name, digest);
        pushImage(name, "one", "a");
        BinEntry later = discard(name, digest);
        assertThat(later.until()).isEqualTo(earlier.until());
        bin().empty(earlier);
        assertThat(restore(later)).contains(List.of(A));
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
    }

    @Test
    void a_manifest_that_lacks_one_of_its_blobs_cannot_be_restored() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        BinEntry entry = discard(name, digest);
        BlobLink link = ports().blobLinks().find(name, digest("one"));
        assertThat(ports().blobLinks().unlink(name, digest("one"), link, List.of()))
                .isTrue();
        assertThat(restore(entry)).isEmpty();
        ports().blobLinks().link(name, digest("one"), new StoredBlob("blobs/again", 1));
        assertThat(restore(entry)).contains(List.of(A));
    }

    @Test
    void an_image_that_has_left_the_bin_cannot_be_restored() {
        RepositoryName name = repository();
        Digest digest = pushImage(name, "one", "a");
        BinEntry entry = discard(name, digest);
        bin().empty(entry);
        bin().empty(entry);
        assertThat(restore(entry)).isEmpty();
        assertThat(ports().manifests().find(name, digest)).isEmpty();
        assertThat(ports().manifests().resolve(name, A)).isEmpty();
        pushImage(name, "one", "a");
        assertThat(ports().manifests().resolve(name, A)).contains(digest);
    }
}
