package io.slipway.core.bin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.bin.Restoration.Closed;
import io.slipway.core.bin.Restoration.Left;
import io.slipway.core.bin.Restoration.Loss;
import io.slipway.core.bin.Restoration.Partly;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.space.Deletion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Repositories that are deleted into the bin, restored, and deleted permanently. */
class RepositoryBinTest {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String ADDRESS = "/api/spaces/default/repositories/app?confirm=app";
    private static final Instant END = Instant.MAX;
    private static final Restoration WHOLE = new Restored(List.of(), List.of());

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

    /** Each reading of this clock is twenty seconds later: a request's share of time is over after its first step. */
    private static Clock hasty() {
        AtomicLong now = new AtomicLong();
        InstantSource source = () -> Instant.ofEpochSecond(now.addAndGet(20));
        return source.withZone(ZoneOffset.UTC);
    }

    private static Request request(String method, String address) {
        return RegistryLab.request(
                method, address, Map.of("authorization", "Bearer " + RegistryLab.ADMIN_TOKEN), new byte[0]);
    }

    private BinRestoration restoration() {
        return new BinRestoration(lab.ports.bin(), lab.ports.binContents(), lab.clock());
    }

    private RepositoryBin repositoryBin(Clock clock) {
        return new RepositoryBin(
                lab.ports.binnedRepositories(), lab.ports.bin(), restoration(), lab.ports.deletions(), clock);
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
        assertThat(bin.restore(entry, END)).isEqualTo(WHOLE);
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
        assertThat(bin.restore(entry(), END)).isEqualTo(WHOLE);
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
    void a_deletion_that_another_request_has_ended_leaves_the_restored_images_alone() {
        for (int i = 0; i < 30; i++) {
            push("app", "image " + i, "t" + i);
        }
        AtomicInteger readings = new AtomicInteger();
        InstantSource source = () -> {
            // The first reading is that of the request's start, the second one follows its first 25 images.
            if (readings.incrementAndGet() == 2) {
                assertThat(bin.discard(APP, 7, new Deletion(lab.ports.deletions(), lab.clock())))
                        .isTrue();
                assertThat(bin.restore(entry(), END)).isEqualTo(WHOLE);
            }
            return lab.clock().instant();
        };
        Router router = new Router(
                List.of(Route.ofApi(
                        "DELETE",
                        "/api/spaces/<space>/repositories/<name>",
                        new DeleteRepository(
                                lab.ports.repositories(),
                                lab.ports.deletions(),
                                bin,
                                source.withZone(ZoneOffset.UTC)))),
                lab.credentials());
        Response response = router.handle(request("DELETE", ADDRESS));
        assertThat(response.status()).isEqualTo(409);
        assertThat(RegistryLab.text(response))
                .contains("the repository app was deleted by another request, and restored");
        assertThat(readings).hasValueGreaterThan(1);
        assertThat(tags()).hasSize(30);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void a_restoration_that_was_interrupted_continues() {
        for (int i = 0; i < 5; i++) {
            push("app", "image " + i, "t" + i);
        }
        BinEntry entry = delete();
        Instant now = lab.clock().instant();
        assertThat(bin.restore(entry, now)).isEqualTo(new Partly(List.of()));
        assertThat(lab.ports.repositories().find(APP).orElseThrow().deleting()).isFalse();
        assertThat(tags()).hasSize(1);
        assertThat(bin.restore(again(entry), now)).isEqualTo(new Partly(List.of()));
        assertThat(tags()).hasSize(2);
        assertThat(bin.restore(again(entry), END)).isEqualTo(WHOLE);
        assertThat(tags()).hasSize(5);
        assertThat(lab.ports.bin().find(SpaceName.DEFAULT, entry.id())).isEmpty();
    }

    /** Returns an entry as the next request reads it. */
    private BinEntry again(BinEntry entry) {
        return lab.ports.bin().find(SpaceName.DEFAULT, entry.id()).orElseThrow();
    }

    @Test
    void each_request_continues_after_the_images_that_have_lost_a_blob() {
        for (int i = 0; i < 12; i++) {
            push("app", "image " + i, "t" + i);
        }
        BinEntry entry = delete();
        for (int i = 0; i < 12; i += 2) {
            lose("image " + i);
        }
        List<Left> left = new ArrayList<>();
        Instant now = lab.clock().instant();
        int requests = 1;
        Restoration result = bin.restore(again(entry), now);
        while (result instanceof Partly part) {
            left.addAll(part.left());
            requests++;
            result = bin.restore(again(entry), now);
        }
        left.addAll(((Restored) result).left());
        assertThat(requests).isEqualTo(12);
        assertThat(left)
                .hasSize(6)
                .allSatisfy(
                        it -> assertThat(it.losses()).extracting(Loss::manifest).containsExactly(it.manifest()));
        assertThat(tags()).containsExactlyInAnyOrder("t1", "t3", "t5", "t7", "t9", "t11");
        assertThat(kinds()).containsOnly("image").hasSize(6);
    }

    /** Deletes the blob with this text. */
    private void lose(String text) {
        Digest blob = RegistryLab.digest(text);
        assertThat(lab.ports.blobLinks().unlink(APP, blob, lab.ports.blobLinks().find(APP, blob), List.of()))
                .isTrue();
    }

    @Test
    void a_request_that_is_repeated_names_the_images_that_stay_in_the_bin() {
        push("app", "image", "1");
        push("app", "another", "2");
        BinEntry entry = delete();
        lose("image");
        lose("another");
        Clock hasty = hasty();
        Router router = new Router(
                List.of(Route.ofApi(
                        "POST",
                        "/api/spaces/<space>/bin/<id>/restore",
                        new RestoreBinEntry(lab.ports.bin(), restoration(), repositoryBin(hasty), hasty))),
                lab.credentials());
        Request request = request("POST", address(entry) + "/restore");
        Response first = router.handle(request);
        assertThat(first.status()).isEqualTo(202);
        assertThat(RegistryLab.text(first))
                .contains("\"state\":\"restoring\"", "\"leftTotal\":1", "it needs the blob sha256:", ", deleted since");
        Response second = router.handle(request);
        assertThat(second.status()).isEqualTo(200);
        assertThat(RegistryLab.text(second)).contains("\"leftTotal\":1").doesNotContain("state");
        assertThat(router.handle(request).status()).isEqualTo(404);
    }

    @Test
    void a_restoration_continues_after_the_repository_was_deleted_and_restored_again() {
        push("app", "image", "1");
        push("app", "another", "2");
        BinEntry entry = delete();
        assertThat(bin.restore(entry, lab.clock().instant())).isEqualTo(new Partly(List.of()));
        BinEntry second = delete();
        assertThat(bin.restore(again(entry), END)).isEqualTo(new Closed());
        assertThat(bin.restore(second, END)).isEqualTo(WHOLE);
        assertThat(bin.restore(again(entry), END)).isEqualTo(WHOLE);
        assertThat(tags()).containsExactly("1", "2");
    }

    @Test
    void a_deleted_repository_is_listed_as_its_last_deletion() {
        push("app", "image", "1");
        BinEntry first = delete();
        push("app", "new", "2");
        assertThat(kinds()).contains("repository");
        BinEntry second = delete();
        assertThat(kinds().stream().filter("repository"::equals)).hasSize(1);
        lab.api("POST", address(second) + "/restore", "", 200);
        assertThat(kinds()).as("it can be restored too, now").containsExactly("repository", "image");
        lab.api("POST", address(first) + "/restore", "", 200);
        assertThat(tags()).containsExactly("1", "2");
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

    @Test
    void an_image_that_was_pushed_again_with_its_tags_is_not_listed() {
        push("app", "image", "1");
        push("app", "without a tag");
        BinEntry entry = delete();
        push("app", "image", "1");
        push("app", "without a tag");
        assertThat(kinds()).containsExactly("repository");
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
        lose("image");
        JsonNode restored = lab.api("POST", address(entry) + "/restore", "", 200);
        assertThat(tags()).containsExactly("2");
        BinEntry left = lab.ports.bin().list(SpaceName.DEFAULT, "", 10).getFirst();
        assertThat(restored.path("leftTotal").asInt()).isEqualTo(1);
        assertThat(restored.path("left"))
                .hasToString("[{\"digest\":\"" + left.manifest() + "\",\"reason\":\"it needs the blob " + blob
                        + " of the manifest " + left.manifest() + ", deleted since\"}]");
        assertThat(refusal(left))
                .isEqualTo("app@" + left.manifest() + " cannot be restored without the blob " + blob
                        + " of the manifest " + left.manifest()
                        + ", deleted since; push what is missing, then restore again");
    }

    /** Returns the error with which an entry is not restored. */
    private String refusal(BinEntry entry) {
        return lab.api("POST", address(entry) + "/restore", "", 409)
                .path("errors")
                .path(0)
                .path("message")
                .asText();
    }

    private List<BinEntry> entries() {
        return lab.ports.bin().list(SpaceName.DEFAULT, "", 1_000);
    }

    @Test
    void an_entry_that_cannot_be_restored_says_why() {
        push("app", "image", "1", "2");
        discardTag("1");
        BinEntry tag = entries().getFirst();
        push("app", "other", "1");
        assertThat(refusal(tag))
                .isEqualTo(
                        "app:1 was pushed again; delete that tag first, or push " + tag.manifest() + " with another");
        lab.clock().advance(Duration.ofSeconds(1));
        discard("2");
        BinEntry image = entries().getLast();
        push("app", "image", "2");
        assertThat(refusal(image))
                .isEqualTo("app@" + image.manifest()
                        + " was pushed again, and so were its tags: 2; first delete those that name another manifest");
        lab.clock().advance(Duration.ofSeconds(1));
        discard("2");
        assertThat(refusal(image))
                .isEqualTo(
                        "app@" + image.manifest()
                                + " cannot be restored from this entry: it has left the bin, or was pushed and deleted again; restore its later entry, if the bin has one");
        BinEntry last = entries().getLast();
        delete();
        assertThat(refusal(last))
                .isEqualTo("app@" + last.manifest()
                        + " cannot be restored: its repository was deleted; restore that first");
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
        RepositoryBin slow = repositoryBin(hasty());
        while (!slow.empty(entry, Instant.EPOCH)) {
            requests++;
            assertThat(bin.restore(entry, END)).as("it is too late").isEqualTo(new Closed());
        }
        assertThat(requests).isGreaterThan(1);
        assertThat(lab.ports.repositories().find(APP)).isEmpty();
        assertThat(lab.ports.bin().find(SpaceName.DEFAULT, entry.id())).isEmpty();
    }
}
