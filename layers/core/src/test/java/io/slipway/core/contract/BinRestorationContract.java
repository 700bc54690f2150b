package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.bin.Discards;
import io.slipway.core.bin.Restoration;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Loss;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Restores images from the bin with all that belongs to them. */
public abstract class BinRestorationContract extends RegistryContract {
    private final RepositoryName app = repository();

    private Restoration restored(BinEntry entry) {
        return new BinRestoration(ports().bin(), ports().binContents()).restore(entry);
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
        return ports().bin().list(app.space(), "", 1_000).stream()
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
        delete(app, together, Optional.of("deletion"));
        BinEntry entry = delete(app, image, Optional.of("deletion"));
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
        assertThat(restore(entry)).isEqualTo(names("1"));
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
        assertThat(restored(ofChild)).isEqualTo(new Gone());
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
    }

    @Test
    void a_tag_that_was_pushed_since_brings_nothing_back() {
        Digest image = pushImage(app, "image", "1", "2");
        BinEntry tag = deleteTag(image, "1");
        BinEntry entry = delete(image);
        Digest other = pushImage(app, "other", "1", "2");
        assertThat(restore(tag)).isEqualTo(names());
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
    void images_that_were_pushed_again_or_left_the_bin_are_not_restored() {
        Digest image = pushImage(app, "image", "1");
        BinEntry pushed = delete(image);
        pushImage(app, "image", "2");
        assertThat(restored(pushed)).isEqualTo(new Gone());
        assertThat(tags()).containsExactly("2");
        BinEntry emptied = delete(image);
        ports().bin().empty(emptied);
        assertThat(restored(emptied)).isEqualTo(new Gone());
        assertThat(has(image)).isFalse();
    }
}
