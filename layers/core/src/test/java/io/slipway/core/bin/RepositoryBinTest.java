package io.slipway.core.bin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.bin.RepositoryBin.Restored;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Deletion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Repositories that are deleted into the bin, restored, and deleted permanently. */
class RepositoryBinTest {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String ADDRESS = "/api/spaces/default/repositories/app?confirm=app";
    private static final Instant END = Instant.MAX;

    private final RegistryLab lab = new RegistryLab();
    private final RepositoryBin bin = lab.repositoryBin();

    /** Pushes an image whose only blob has this text, with these tags. */
    private void push(String repository, String text, String... tags) {
        RepositoryName name = RepositoryName.parse(repository);
        Digest blob = RegistryLab.digest(text);
        lab.ports.blobLinks().link(name, blob, new StoredBlob("blobs/default/" + blob.hex(), text.length()));
        byte[] content = RegistryLab.bytes("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE
                + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":1},\"layers\":[]}");
        ManifestPush push = new ManifestPush(
                name,
                Digest.of(DigestAlgorithm.SHA256, content),
                ManifestReader.read(content, TYPE),
                content,
                Stream.of(tags).map(Tag::new).toList(),
                lab.see(name),
                "test");
        assertThat(lab.ports.manifests().push(push).stored()).isTrue();
    }

    private List<String> tags() {
        return lab.ports.tags().list(APP, "", 1_000);
    }

    /** Deletes the repository as the API does; returns its entry. */
    private BinEntry delete() {
        lab.clock().advance(Duration.ofSeconds(1));
        lab.api("DELETE", ADDRESS, "", 204);
        return entry();
    }

    private void discard(String tag) {
        Digest digest = lab.ports.manifests().resolve(APP, new Tag(tag)).orElseThrow();
        assertThat(new Discards(lab.ports.bin(), lab.clock()).manifest(APP, digest))
                .isTrue();
    }

    private void discardTag(String tag) {
        assertThat(new Discards(lab.ports.bin(), lab.clock()).tag(APP, new Tag(tag)))
                .isTrue();
    }

    private BinEntry entry() {
        return lab.ports.bin().list(SpaceName.DEFAULT, "", 1_000).stream()
                .filter(it -> it.kind() == BinEntry.Kind.REPOSITORY)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private String address(BinEntry entry) {
        return "/api/spaces/default/bin/" + entry.id();
    }

    private List<String> kinds() {
        return lab.api("GET", "/api/spaces/default/bin", "", 200)
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("kind").asText())
                .toList();
    }

    private void clean() {
        new BinCleanup(lab.ports.bin(), bin, lab.clock()).run(SpaceName.DEFAULT, END);
    }

    /** Each reading of this clock is eleven seconds later: a request's share of time is over after its first step. */
    private static Clock hasty() {
        AtomicLong now = new AtomicLong();
        InstantSource source = () -> Instant.ofEpochSecond(now.addAndGet(11));
        return source.withZone(ZoneOffset.UTC);
    }

    @Test
    void a_deleted_repository_is_found_in_the_bin_alone() {
        push("app", "image", "1", "latest");
        push("other", "image", "1");
        BinEntry entry = delete();
        assertThat(entry.repository()).isEqualTo(APP);
        assertThat(entry.until()).isEqualTo(entry.deleted().plus(Duration.ofDays(7)));
        assertThat(kinds()).containsExactly("repository", "image");
        assertThat(tags()).isEmpty();
        lab.api("GET", "/api/spaces/default/repositories/app", "", 404);
        lab.api("DELETE", ADDRESS, "", 404);
        assertThat(lab.hasTag("other", "1")).isTrue();
    }

    @Test
    void a_repository_is_restored_with_its_images_and_nothing_else() {
        push("app", "image", "1", "latest");
        push("app", "another", "2");
        push("other", "image", "1");
        BinEntry entry = delete();
        lab.api("DELETE", "/api/spaces/default/repositories/other?confirm=other", "", 204);
        JsonNode restored = lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(restored.path("repository").asText()).isEqualTo("app");
        assertThat(restored.path("digest").isNull()).isTrue();
        assertThat(tags()).containsExactly("1", "2", "latest");
        assertThat(lab.hasTag("other", "1")).isFalse();
        assertThat(kinds()).as("the other repository").containsExactly("repository", "image");
        lab.api("POST", address(entry) + "/restore", "", 404);
        push("app", "third", "3");
    }

    @Test
    void a_manifest_with_more_tags_than_one_entry_holds_goes_and_comes_back_with_all() {
        String[] all = Stream.iterate(0, i -> i < Bin.MAX_TAGS + 5, i -> i + 1)
                .map(i -> "t" + i)
                .toArray(String[]::new);
        push("app", "image", all);
        BinEntry entry = delete();
        assertThat(tags()).isEmpty();
        assertThat(bin.restore(entry, END)).isEqualTo(Restored.WHOLE);
        assertThat(tags()).hasSize(all.length);
    }

    @Test
    void a_deletion_does_its_share_and_is_repeated_until_no_image_is_left() {
        for (int i = 0; i < 60; i++) {
            push("app", "image " + i, "t" + i);
        }
        int requests = 1;
        while (!bin.discard(APP, 7, new Deletion(lab.ports.deletions(), hasty()))) {
            requests++;
            assertThat(lab.see(APP).deleting()).as("nothing can be pushed").isTrue();
        }
        assertThat(requests).isEqualTo(4);
        assertThat(tags()).isEmpty();
        assertThat(lab.see(APP).binned()).isTrue();
        assertThat(bin.restore(entry(), END)).isEqualTo(Restored.WHOLE);
        assertThat(tags()).hasSize(60);
    }

    @Test
    void all_images_of_a_repeated_deletion_leave_the_bin_at_one_time() {
        for (int i = 0; i < 30; i++) {
            push("app", "image " + i, "t" + i);
        }
        assertThat(bin.discard(APP, 7, new Deletion(lab.ports.deletions(), hasty())))
                .isFalse();
        lab.clock().advance(Duration.ofHours(1));
        assertThat(bin.discard(APP, 7, new Deletion(lab.ports.deletions(), lab.clock())))
                .isTrue();
        assertThat(lab.ports.bin().list(SpaceName.DEFAULT, "", 100).stream()
                        .map(BinEntry::until)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_restoration_that_was_interrupted_continues() {
        for (int i = 0; i < 5; i++) {
            push("app", "image " + i, "t" + i);
        }
        BinEntry entry = delete();
        Instant now = lab.clock().instant();
        assertThat(bin.restore(entry, now)).isEqualTo(Restored.PARTLY);
        assertThat(lab.ports.repositories().find(APP).orElseThrow().deleting()).isFalse();
        assertThat(tags()).isEmpty();
        assertThat(lab.ports.bin().find(SpaceName.DEFAULT, entry.id())).contains(entry);
        assertThat(bin.restore(entry, END)).isEqualTo(Restored.WHOLE);
        assertThat(tags()).hasSize(5);
    }

    @Test
    void tags_that_were_pushed_since_stay_when_the_repository_is_restored() {
        push("app", "image", "1", "latest");
        BinEntry entry = delete();
        push("app", "new", "latest");
        assertThat(tags()).as("a push finds the repository empty").containsExactly("latest");
        String current = lab.ports
                .manifests()
                .resolve(APP, new Tag("latest"))
                .orElseThrow()
                .toString();
        lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("1", "latest");
        assertThat(lab.ports.manifests().resolve(APP, new Tag("latest")).orElseThrow())
                .hasToString(current);
    }

    @Test
    void tags_and_images_that_were_deleted_by_themselves_stay_in_the_bin() {
        push("app", "image", "1", "latest");
        push("app", "before", "2");
        discard("2");
        discardTag("latest");
        BinEntry entry = delete();
        push("app", "after", "3", "4");
        lab.clock().advance(Duration.ofSeconds(1));
        discardTag("4");
        discard("3");
        lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("1");
        assertThat(kinds()).containsExactlyInAnyOrder("image", "tag", "image", "tag");
    }

    @Test
    void an_image_that_was_pushed_again_gets_the_tags_back_that_it_had() {
        push("app", "image", "1", "latest");
        BinEntry entry = delete();
        push("app", "image", "2");
        push("app", "another", "latest");
        lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("1", "2", "latest");
        Digest again = lab.ports.manifests().resolve(APP, new Tag("2")).orElseThrow();
        assertThat(lab.ports.manifests().resolve(APP, new Tag("1"))).contains(again);
        assertThat(lab.ports.manifests().resolve(APP, new Tag("latest")).orElseThrow())
                .isNotEqualTo(again);
    }

    /** Each request for a large repository begins with the first entry: those that are done must not be left. */
    @Test
    void an_image_that_was_pushed_again_with_its_tags_leaves_no_entry_in_the_bin() {
        push("app", "image", "1");
        push("app", "without a tag");
        BinEntry entry = delete();
        push("app", "image", "1");
        push("app", "without a tag");
        lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("1");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void an_image_that_has_lost_a_blob_stays_in_the_bin_when_its_repository_is_restored() {
        push("app", "image", "1");
        push("app", "another", "2");
        BinEntry entry = delete();
        Digest blob = RegistryLab.digest("image");
        assertThat(lab.ports.blobLinks().unlink(APP, blob, lab.ports.blobLinks().find(APP, blob), List.of()))
                .isTrue();
        lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("2");
        BinEntry left = lab.ports.bin().list(SpaceName.DEFAULT, "", 10).getFirst();
        String error = lab.api("POST", address(left) + "/restore", "", 409)
                .path("errors")
                .path(0)
                .path("message")
                .asText();
        assertThat(error)
                .isEqualTo("app@" + left.manifest() + " cannot be restored without the blob " + blob
                        + " of the manifest " + left.manifest()
                        + ", deleted since; push what is missing, then restore again");
    }

    @Test
    void a_repository_that_was_deleted_again_is_restored_from_its_later_entry() {
        push("app", "image", "1");
        BinEntry first = delete();
        push("app", "new", "2");
        BinEntry second = delete();
        assertThat(second).isNotEqualTo(first);
        lab.api("POST", address(first) + "/restore", "", 409);
        lab.api("DELETE", address(first), "", 204);
        assertThat(lab.see(APP).binned()).as("the other entry").isTrue();
        lab.api("POST", address(second) + "/restore", "", 200);
        assertThat(tags()).containsExactly("2");
    }

    @Test
    void an_entry_that_is_emptied_while_its_repository_is_deleted_again_takes_nothing_with_it() {
        push("app", "image", "1");
        BinEntry first = delete();
        for (int i = 0; i < 30; i++) {
            push("app", "new " + i, "t" + i);
        }
        lab.clock().advance(Duration.ofSeconds(1));
        assertThat(bin.discard(APP, 7, new Deletion(lab.ports.deletions(), hasty())))
                .isFalse();
        assertThat(bin.empty(first, END)).isTrue();
        lab.api("DELETE", ADDRESS, "", 204);
        lab.api("POST", address(entry()) + "/restore", "", 200);
        assertThat(tags()).hasSize(30);
    }

    @Test
    void a_repository_leaves_the_bin_when_its_time_is_over() {
        push("app", "image", "1");
        delete();
        lab.clock().advance(Duration.ofDays(7).minusSeconds(1));
        clean();
        assertThat(lab.ports.repositories().find(APP)).isPresent();
        lab.clock().advance(Duration.ofSeconds(1));
        clean();
        assertThat(lab.ports.repositories().find(APP)).isEmpty();
        assertThat(lab.ports.bin().list(SpaceName.DEFAULT, "", 10)).isEmpty();
        assertThat(lab.ports.usages().space(SpaceName.DEFAULT).bytes()).isZero();
        push("app", "image", "1");
        assertThat(tags()).containsExactly("1");
    }

    @Test
    void a_repository_that_was_pushed_to_since_stays_when_its_entry_leaves_the_bin() {
        push("app", "image", "1");
        delete();
        push("app", "new", "2");
        lab.clock().advance(Duration.ofDays(8));
        clean();
        assertThat(tags()).containsExactly("2");
        assertThat(lab.see(APP).binned()).isFalse();
    }

    @Test
    void a_repository_in_the_bin_is_deleted_for_good_in_as_many_requests_as_it_takes() {
        for (int i = 0; i < 60; i++) {
            push("app", "image " + i, "t" + i);
        }
        BinEntry entry = delete();
        int requests = 1;
        RepositoryBin slow = new RepositoryBin(
                lab.ports.binnedRepositories(),
                lab.ports.bin(),
                new BinRestoration(lab.ports.bin(), lab.ports.binContents()),
                lab.ports.deletions(),
                hasty());
        while (!slow.empty(entry, Instant.EPOCH)) {
            requests++;
            assertThat(bin.restore(entry, END)).as("it is too late").isEqualTo(Restored.NOT);
        }
        assertThat(requests).isGreaterThan(1);
        assertThat(lab.ports.repositories().find(APP)).isEmpty();
        assertThat(lab.ports.bin().find(SpaceName.DEFAULT, entry.id())).isEmpty();
    }
}
