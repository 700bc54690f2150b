package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.bin.BinnedRepositories.Begun;
import io.slipway.core.bin.Discards;
import io.slipway.core.bin.Restorable;
import io.slipway.core.bin.Restoration;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Left;
import io.slipway.core.bin.Restoration.Loss;
import io.slipway.core.bin.Restoration.Partly;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.bin.Restoration.Taken;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Restores images from the bin with all that belongs to them. */
public abstract class BinRestorationContract extends RegistryContract {
    private final RepositoryName app = repository();

    private Restoration restored(BinEntry entry) {
        return new BinRestoration(ports().bin(), ports().binContents(), ports().clock()).restore(entry, Instant.MAX);
    }

    /** Restores as much as it can while it reads a clock so many times: each reading is a second later. */
    private Restoration restored(BinEntry entry, int readings) {
        AtomicLong now = new AtomicLong();
        InstantSource source = () -> Instant.ofEpochSecond(now.incrementAndGet());
        return new BinRestoration(ports().bin(), ports().binContents(), source.withZone(ZoneOffset.UTC))
                .restore(entry, Instant.ofEpochSecond(readings));
    }

    /** Repeats a short request until all is restored; returns the number of requests. */
    private int repeat(BinEntry entry, int readings) {
        int requests = 0;
        Restoration result;
        do {
            int before = entries().size();
            result = restored(entry, readings);
            requests++;
            assertThat(entries()).as("each request restores something").hasSizeLessThan(before);
            assertThat(has(entry.manifest())).isEqualTo(result instanceof Restored);
        } while (result instanceof Partly);
        assertThat(result).isEqualTo(new Restored(entry.tags(), List.of()));
        return requests;
    }

    /** The entries of the repository that the API lists. */
    private List<BinEntry> listed() {
        return Restorable.of(entries(), ports().binContents());
    }

    private static String image(String blob, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\""
                + digest(blob) + "\",\"size\":1},\"layers\":[]" + more + "}";
    }

    private Digest pushReferrer(String name, Digest subject) {
        ports().blobLinks().link(app, digest(name), blob(name));
        return pushContent(
                app,
                TYPE,
                image(name, ",\"subject\":{\"mediaType\":\"a/b\",\"digest\":\"" + subject + "\",\"size\":1}"));
    }

    private Digest pushIndex(String tag, Digest... children) {
        return pushContent(app, MediaTypes.OCI_INDEX, index(children), tag);
    }

    /** Deletes a manifest with its tags, a second later than the last one. */
    private BinEntry delete(RepositoryName repository, Digest digest, Optional<String> deletion) {
        ports().clock().advance(Duration.ofSeconds(1));
        Bin.Stay stay = new Bin.Stay(ports().clock().instant().plus(Duration.ofDays(7)), deletion);
        Bin.Discarded seen = ports().bin().read(repository, digest).manifest().orElseThrow();
        return ports().bin().discard(repository, seen, stay).orElseThrow();
    }

    private BinEntry delete(Digest digest) {
        return delete(app, digest, Optional.empty());
    }

    private BinEntry deleteTag(Digest digest, String tag) {
        return ports().bin()
                .discard(app, new Tag(tag), digest, ports().clock().instant().plus(Duration.ofDays(7)))
                .orElseThrow();
    }

    private void deleteBlob(String name) {
        assertThat(ports().blobLinks()
                        .unlink(app, digest(name), ports().blobLinks().find(app, digest(name)), List.of()))
                .isTrue();
    }

    private boolean has(Digest digest) {
        return ports().manifests().find(app, digest).isPresent();
    }

    private List<String> tags() {
        return ports().tags().list(app, "", 100);
    }

    private List<BinEntry> entries() {
        return ports().bin().list(app.space(), "", 10_000).stream()
                .filter(entry -> entry.repository().equals(app))
                .toList();
    }

    private static Optional<List<Tag>> names(String... names) {
        return Optional.of(Arrays.stream(names).map(Tag::new).toList());
    }

    @Test
    void an_index_comes_back_with_its_children() {
        Digest one = pushImage(app, "one");
        Digest two = pushImage(app, "two", "two");
        Digest kept = pushImage(app, "kept");
        BinEntry index = delete(pushIndex("index", one, two, kept));
        delete(one);
        delete(two);
        assertThat(restore(index)).isEqualTo(names("index"));
        assertThat(has(one)).isTrue();
        assertThat(has(two)).isTrue();
        assertThat(tags()).as("its child has a tag of its own").containsExactly("index", "two");
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_child_stays_in_the_bin_as_long_as_its_index() {
        Digest child = pushImage(app, "child");
        Digest index = pushIndex("index", child);
        Instant until = ports().clock().instant().plus(Duration.ofDays(60));
        Bin.Discarded seen = ports().bin().read(app, index).manifest().orElseThrow();
        BinEntry entry = ports().bin().discard(app, seen, until).orElseThrow();
        assertThat(new Discards(ports().bin(), ports().clock()).manifest(app, child))
                .isTrue();
        assertThat(entries()).extracting(BinEntry::until).containsOnly(until);
        assertThat(restore(entry)).isEqualTo(names("index"));
        assertThat(has(child)).isTrue();
    }

    @Test
    void an_index_of_indexes_comes_back_with_all_that_is_below_it() {
        Digest image = pushImage(app, "image");
        Digest inner = pushIndex("inner", image);
        BinEntry outer = delete(pushIndex("outer", image, inner));
        delete(inner);
        delete(image);
        assertThat(restore(outer)).isEqualTo(names("outer"));
        assertThat(tags()).containsExactly("inner", "outer");
        assertThat(has(image)).isTrue();
    }

    @Test
    void an_index_stays_in_the_bin_with_its_children_if_one_of_these_has_lost_a_blob() {
        Digest whole = pushImage(app, "whole", "whole");
        Digest broken = pushImage(app, "broken");
        Digest inner = pushIndex("inner", broken);
        BinEntry index = delete(pushIndex("index", whole, inner));
        delete(inner);
        delete(whole);
        delete(broken);
        List<BinEntry> before = entries();
        deleteBlob("broken");
        assertThat(restored(index)).isEqualTo(new Incomplete(List.of(new Loss(broken, Optional.of(digest("broken"))))));
        assertThat(has(whole)).isFalse();
        assertThat(tags()).isEmpty();
        assertThat(entries()).isEqualTo(before);
        ports().blobLinks().link(app, digest("broken"), blob("again"));
        assertThat(restore(index)).isEqualTo(names("index"));
        assertThat(has(broken)).isTrue();
        assertThat(tags()).containsExactly("index", "inner", "whole");
    }

    @Test
    void a_tag_of_an_index_stays_in_the_bin_if_a_child_has_lost_a_blob() {
        Digest child = pushImage(app, "child");
        Digest index = pushIndex("index", child);
        BinEntry tag = deleteTag(index, "index");
        delete(index);
        delete(child);
        deleteBlob("child");
        assertThat(restored(tag)).isInstanceOf(Incomplete.class);
        assertThat(has(index)).isFalse();
        assertThat(tags()).isEmpty();
    }

    @Test
    void an_index_that_was_pushed_without_a_child_comes_back_without_it() {
        Digest child = pushImage(app, "child");
        BinEntry index = delete(pushIndex("index", child, digest("never pushed")));
        assertThat(restore(index)).isEqualTo(names("index"));
        assertThat(has(child)).isTrue();
    }

    @Test
    void an_index_comes_back_without_a_child_that_was_deleted_permanently() {
        Digest kept = pushImage(app, "kept");
        Digest child = pushImage(app, "child");
        BinEntry index = delete(pushIndex("index", kept, child));
        ports().bin().empty(delete(child));
        assertThat(restore(index)).isEqualTo(names("index"));
        assertThat(has(kept)).isTrue();
        assertThat(has(child)).isFalse();
    }

    @Test
    void a_child_comes_back_without_its_index() {
        Digest child = pushImage(app, "child");
        Digest index = pushIndex("index", child);
        delete(index);
        BinEntry entry = delete(child);
        assertThat(restore(entry)).isEqualTo(names());
        assertThat(has(child)).isTrue();
        assertThat(has(index)).isFalse();
    }

    @Test
    void referrers_that_were_deleted_with_an_image_or_later_come_back_with_it() {
        Digest image = pushImage(app, "image", "1");
        Digest earlier = pushReferrer("earlier", image);
        Digest later = pushReferrer("later", image);
        Digest ofLater = pushReferrer("of later", later);
        delete(earlier);
        BinEntry entry = delete(image);
        delete(later);
        delete(ofLater);
        assertThat(restore(entry)).isEqualTo(names("1"));
        assertThat(has(later)).isTrue();
        assertThat(has(ofLater)).isTrue();
        assertThat(has(earlier)).as("its deletion was another").isFalse();
        assertThat(ports().referrers().list(app, image, "", "", 10).referrers())
                .map(referrer -> referrer.descriptor().digest())
                .containsExactly(later);
    }

    @Test
    void referrers_that_were_deleted_with_the_repository_of_an_image_come_back_with_it() {
        Digest image = pushImage(app, "image", "1");
        Digest together = pushReferrer("together", image);
        Digest later = pushReferrer("later", image);
        BinnedRepositories repositories = ports().binnedRepositories();
        Begun begun = repositories.begin(app).orElseThrow();
        delete(app, together, Optional.of(begun.generation()));
        BinEntry entry = delete(app, image, Optional.of(begun.generation()));
        Instant until = ports().clock().instant().plus(Duration.ofDays(7));
        assertThat(repositories.restore(repositories.discard(app, begun, until).orElseThrow()))
                .isTrue();
        delete(later);
        assertThat(restore(entry)).isEqualTo(names("1"));
        assertThat(has(together)).isTrue();
        assertThat(has(later)).as("it was deleted by itself").isFalse();
    }

    @Test
    void a_referrer_that_has_lost_a_blob_stays_in_the_bin() {
        Digest image = pushImage(app, "image", "1");
        Digest signature = pushReferrer("signature", image);
        BinEntry entry = delete(image);
        BinEntry broken = delete(signature);
        deleteBlob("signature");
        Loss loss = new Loss(signature, Optional.of(digest("signature")));
        assertThat(restored(entry))
                .isEqualTo(new Restored(List.of(new Tag("1")), List.of(new Left(signature, List.of(loss)))));
        assertThat(entries()).containsExactly(broken);
    }

    @Test
    void an_index_that_refers_to_its_own_child_comes_back_once() {
        Digest child = pushImage(app, "child");
        String content = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX
                + "\",\"manifests\":[{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + child
                + "\",\"size\":1}],\"subject\":{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + child
                + "\",\"size\":1}}";
        Digest index = pushContent(app, MediaTypes.OCI_INDEX, content, "index");
        BinEntry ofIndex = delete(index);
        BinEntry ofChild = delete(app, child, Optional.empty());
        assertThat(restore(ofIndex)).isEqualTo(names("index"));
        assertThat(restored(ofChild)).isEqualTo(new Taken());
        assertThat(entries()).isEmpty();
    }

    /** BuildKit refers an attestation to the image that it is about, and names both in the index. */
    @Test
    void an_index_comes_back_with_children_that_refer_to_each_other_in_any_order() {
        Digest[] children = new Digest[12];
        for (int i = 0; i < children.length; i += 2) {
            children[i] = pushImage(app, "platform " + i);
            children[i + 1] = pushReferrer("attestation " + i, children[i]);
        }
        BinEntry index = delete(pushIndex("index", children));
        Arrays.stream(children).forEach(this::delete);
        assertThat(restore(index)).isEqualTo(names("index"));
        assertThat(children).allMatch(this::has);
        assertThat(entries()).isEmpty();
    }

    @Test
    void an_image_is_restored_from_its_last_deletion_only() {
        Digest image = pushImage(app, "image", "1");
        BinEntry first = delete(image);
        pushImage(app, "image", "2");
        BinEntry last = delete(image);
        assertThat(restored(first)).isEqualTo(new Gone());
        assertThat(restore(last)).isEqualTo(names("2"));
        assertThat(tags()).containsExactly("2");
    }

    @Test
    void a_tag_brings_its_manifest_back_with_the_tags_of_that() {
        Digest image = pushImage(app, "image", "1", "2");
        BinEntry tag = deleteTag(image, "1");
        delete(image);
        assertThat(restore(tag)).isEqualTo(names("1"));
        assertThat(tags()).containsExactly("1", "2");
    }

    @Test
    void a_tag_that_was_deleted_twice_comes_back_with_its_manifest() {
        Digest image = pushImage(app, "image", "1");
        BinEntry tag = deleteTag(image, "1");
        pushImage(app, "image", "1");
        delete(image);
        assertThat(restore(tag)).isEqualTo(names("1"));
        assertThat(tags()).containsExactly("1");
        assertThat(entries()).isEmpty();
    }

    @Test
    void a_tag_that_was_pushed_since_brings_nothing_back() {
        Digest image = pushImage(app, "image", "1", "2");
        BinEntry tag = deleteTag(image, "1");
        BinEntry entry = delete(image);
        Digest other = pushImage(app, "other", "1", "2");
        assertThat(restored(tag)).isEqualTo(new Taken());
        assertThat(has(image)).isFalse();
        assertThat(restore(entry)).as("the image, without tags").isEqualTo(names());
        assertThat(has(image)).isTrue();
        assertThat(ports().manifests().resolve(app, new Tag("1"))).contains(other);
    }

    @Test
    void an_image_without_one_of_its_blobs_stays_in_the_bin_except_in_a_sparse_space() {
        Digest image = pushImage(app, "image", "1");
        BinEntry entry = delete(image);
        deleteBlob("image");
        assertThat(restored(entry)).isEqualTo(new Incomplete(List.of(new Loss(image, Optional.of(digest("image"))))));
        assertThat(entries()).containsExactly(entry);
        SpaceName sparse = new SpaceName(fresh("sparse-"));
        SpaceSettings settings = new SpaceSettings("", "", Visibility.PRIVATE, true, false, Mirrors.NONE);
        assertThat(ports().spaces().add(Space.begin(sparse, ports().clock().instant(), settings)))
                .isTrue();
        RepositoryName name = new RepositoryName(sparse, "app");
        Digest other = pushContent(name, TYPE, image("missing", ""), "1");
        assertThat(restore(delete(name, other, Optional.empty()))).isEqualTo(names("1"));
    }

    @Test
    void an_image_that_was_pushed_again_gets_the_tags_back_that_it_had() {
        Digest image = pushImage(app, "image", "1", "2", "3");
        BinEntry entry = delete(image);
        pushImage(app, "image", "2", "4");
        Digest other = pushImage(app, "other", "3");
        assertThat(listed()).containsExactly(entry);
        assertThat(restore(entry)).isEqualTo(names("1"));
        assertThat(tags()).containsExactly("1", "2", "3", "4");
        assertThat(ports().manifests().resolve(app, new Tag("3"))).contains(other);
        assertThat(entries()).isEmpty();
    }

    @Test
    void an_image_that_left_the_bin_is_not_restored() {
        Digest image = pushImage(app, "image", "1");
        BinEntry emptied = delete(image);
        ports().bin().empty(emptied);
        assertThat(restored(emptied)).isEqualTo(new Gone());
        assertThat(has(image)).isFalse();
    }

    @Test
    void an_image_that_was_deleted_twice_is_listed_once() {
        Digest image = pushImage(app, "image", "1");
        BinEntry first = delete(image);
        assertThat(listed()).containsExactly(first);
        pushImage(app, "image", "1");
        assertThat(listed()).as("it is there, with its tag").isEmpty();
        assertThat(restored(first)).isEqualTo(new Taken());
        BinEntry last = delete(image);
        assertThat(listed()).containsExactly(last);
        assertThat(restore(last)).isEqualTo(names("1"));
        assertThat(listed()).isEmpty();
    }

    @Test
    void a_tag_that_came_back_with_its_image_is_not_listed() {
        Digest image = pushImage(app, "image", "1");
        BinEntry tag = deleteTag(image, "1");
        assertThat(listed()).containsExactly(tag);
        pushImage(app, "image", "1");
        assertThat(listed()).isEmpty();
        BinEntry entry = delete(image);
        assertThat(listed()).containsExactly(entry);
        assertThat(restore(entry)).isEqualTo(names("1"));
        assertThat(listed()).isEmpty();
    }

    @Test
    void of_two_deletions_of_a_tag_both_are_listed_if_it_named_different_images() {
        Digest image = pushImage(app, "image", "1");
        deleteTag(image, "1");
        ports().clock().advance(Duration.ofSeconds(1));
        Digest other = pushImage(app, "other", "1");
        BinEntry ofOther = deleteTag(other, "1");
        ports().clock().advance(Duration.ofSeconds(1));
        pushImage(app, "image", "1");
        BinEntry last = deleteTag(image, "1");
        assertThat(listed()).containsExactly(ofOther, last);
        assertThat(restore(last)).isEqualTo(names("1"));
        assertThat(listed()).as("its tag names another image").containsExactly(ofOther);
        assertThat(restored(ofOther)).isEqualTo(new Taken());
    }

    @Test
    void a_tag_whose_image_was_deleted_permanently_is_not_listed() {
        Digest image = pushImage(app, "image", "1", "2");
        BinEntry tag = deleteTag(image, "1");
        BinEntry entry = delete(image);
        assertThat(listed()).containsExactly(tag, entry);
        ports().bin().empty(entry);
        assertThat(listed()).isEmpty();
        assertThat(restored(tag)).isEqualTo(new Gone());
    }

    @Test
    void a_listed_entry_can_be_restored_whatever_happened_before() {
        Random random = new Random(17);
        int restored = 0;
        for (int i = 0; i < 80; i++) {
            change(random);
            List<BinEntry> listed = listed();
            if (!listed.isEmpty() && random.nextInt(3) == 0) {
                BinEntry entry = listed.get(random.nextInt(listed.size()));
                Restoration result = restored(entry);
                if (result.equals(new Taken())) {
                    assertThat(entry.tags())
                            .as("of " + entry)
                            .anyMatch(tag -> !named(tag.value()).equals(Optional.of(entry.manifest())));
                } else {
                    assertThat(result).as("of " + entry).isInstanceOf(Restored.class);
                    assertThat(listed()).doesNotContain(entry);
                    restored++;
                }
            }
        }
        assertThat(restored).isGreaterThan(5);
    }

    /** Pushes an image with or without a tag, deletes a tag or an image, or removes an entry of the bin. */
    private void change(Random random) {
        ports().clock().advance(Duration.ofSeconds(1));
        String image = random.nextBoolean() ? "one" : "two";
        String tag = String.valueOf(random.nextInt(3));
        switch (random.nextInt(7)) {
            case 0, 1 -> pushImage(app, image, tag);
            case 2 -> pushImage(app, image);
            case 3 -> named(tag).ifPresent(digest -> deleteTag(digest, tag));
            case 4, 5 -> named(tag).ifPresent(this::delete);
            default -> entries().stream().skip(random.nextInt(4)).findFirst().ifPresent(ports().bin()::empty);
        }
    }

    private Optional<Digest> named(String tag) {
        return ports().manifests().resolve(app, new Tag(tag));
    }

    @Test
    void a_long_chain_of_referrers_comes_back_in_several_requests() {
        Digest image = pushImage(app, "image", "1");
        List<Digest> chain = chain(image, 30);
        BinEntry entry = delete(image);
        chain.forEach(this::delete);
        assertThat(repeat(entry, 100)).isGreaterThan(1);
        assertThat(chain).allMatch(this::has);
        assertThat(entries()).isEmpty();
    }

    /** Pushes so many manifests, each of which refers to the one before it. */
    private List<Digest> chain(Digest subject, int length) {
        List<Digest> chain = new ArrayList<>();
        Digest last = subject;
        for (int i = 0; i < length; i++) {
            last = pushReferrer("link " + i, last);
            chain.add(last);
        }
        return chain;
    }

    @Test
    void an_image_comes_back_without_a_chain_of_referrers_that_cannot_be_read_in_time() {
        Digest image = pushImage(app, "image", "1");
        List<Digest> chain = chain(image, 30);
        BinEntry entry = delete(image);
        List<BinEntry> links = chain.stream().map(this::delete).toList();
        assertThat(restored(entry, 20)).isInstanceOfSatisfying(Restored.class, it -> {
            assertThat(it.tags()).isEqualTo(names("1"));
            assertThat(it.left())
                    .hasSizeBetween(2, 29)
                    .allSatisfy(left -> assertThat(left.losses()).isEmpty());
            assertThat(chain).containsAll(it.left().stream().map(Left::manifest).toList());
        });
        assertThat(has(image)).isTrue();
        assertThat(entries()).isEqualTo(links);
        assertThat(repeat(links.getFirst(), 100)).isGreaterThan(1);
        assertThat(chain).allMatch(this::has);
    }

    @Test
    void referrers_that_have_lost_a_blob_do_not_keep_their_image_in_the_bin() {
        Digest image = pushImage(app, "image", "1");
        List<Digest> broken = IntStream.range(0, 12)
                .mapToObj(i -> pushReferrer("broken " + i, image))
                .toList();
        BinEntry entry = delete(image);
        broken.forEach(this::delete);
        IntStream.range(0, 12).forEach(i -> deleteBlob("broken " + i));
        assertThat(restored(entry, 10))
                .isInstanceOfSatisfying(
                        Restored.class,
                        it -> assertThat(it.left())
                                .extracting(Left::manifest)
                                .containsExactlyInAnyOrderElementsOf(broken));
        assertThat(has(image)).isTrue();
    }

    @Test
    void an_index_with_many_children_comes_back_in_several_requests() {
        Digest[] children = IntStream.range(0, 12)
                .mapToObj(i -> pushImage(app, "child " + i))
                .toArray(Digest[]::new);
        BinEntry index = delete(pushIndex("index", children));
        Arrays.stream(children).forEach(this::delete);
        assertThat(repeat(index, 12)).isGreaterThan(1);
        assertThat(children).allMatch(this::has);
        assertThat(entries()).isEmpty();
    }
}
