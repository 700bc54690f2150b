package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Inventory;
import io.slipway.core.housekeeping.Inventory.Kind;
import io.slipway.core.housekeeping.Inventory.Reference;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Inventory}. */
public abstract class InventoryContract extends RegistryContract {
    private Inventory inventory() {
        return ports().inventory();
    }

    /** Writes an object; returns its key. */
    private String object(String key, String text) {
        ports().uploadObjects().put(key, bytes(text), text.length());
        return key;
    }

    /** A blob with an object in the bucket, that the repository is linked to; returns the key of the object. */
    private String linked(RepositoryName repository, String text) {
        String key = object("blobs/default/" + fresh("object-"), text);
        ports().blobLinks().link(repository, digest(text), new StoredBlob(key, text.length()));
        return key;
    }

    /** Pushes a manifest that is too large for an item. */
    private Digest pushLarge(RepositoryName repository, String tag) {
        byte[] content = bytes(tag.repeat(300_000));
        Manifest manifest = new Manifest(TYPE, List.of(), List.of(), Optional.empty(), "", "");
        ManifestPush push = new ManifestPush(
                repository, digest(content), manifest, content, List.of(new Tag(tag)), see(repository), "pusher");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        return digest(content);
    }

    private List<Inventory.StoredKey> objects(Kind kind) {
        List<Inventory.StoredKey> all = new ArrayList<>();
        List<Inventory.StoredKey> page;
        do {
            page = inventory().objects(kind, all.isEmpty() ? "" : all.getLast().key());
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private List<Reference> references(Kind kind) {
        List<Reference> all = new ArrayList<>();
        Optional<String> position = Optional.of("");
        while (position.isPresent()) {
            Inventory.References page = inventory().references(kind, position.get());
            all.addAll(page.references());
            position = page.next();
        }
        return all;
    }

    private List<String> keys(Kind kind, RepositoryName repository, Digest digest) {
        return references(kind).stream()
                .filter(it -> it.repository().equals(repository) && it.digest().equals(digest))
                .map(Reference::key)
                .toList();
    }

    @Test
    void objects_of_each_kind_are_listed_in_the_order_of_their_keys() {
        RepositoryName name = repository();
        String blob = object("blobs/default/" + fresh("object-"), "four");
        ports().land(name, digest("landed"), bytes("landed"), SessionId.next(Instant.EPOCH, SpaceName.DEFAULT));
        String tail = ports().uploadObjects().putTail(fresh("session-"), bytes("tail"), 4);
        Digest large = pushLarge(name, "a");
        String manifest = keys(Kind.MANIFESTS, name, large).getFirst();
        List<Inventory.StoredKey> blobs = objects(Kind.BLOBS);
        List<Inventory.StoredKey> manifests = objects(Kind.MANIFESTS);
        assertThat(blobs).map(Inventory.StoredKey::key).isSorted().doesNotHaveDuplicates();
        assertThat(blobs).map(Inventory.StoredKey::key).contains(blob).doesNotContain(tail, manifest);
        assertThat(blobs)
                .filteredOn(object -> object.key().startsWith("direct/" + name + "/"))
                .singleElement()
                .matches(object -> object.size() == 6);
        assertThat(blobs)
                .filteredOn(object -> object.key().equals(blob))
                .singleElement()
                .matches(object -> object.size() == 4);
        assertThat(manifests).map(Inventory.StoredKey::key).isSorted().contains(manifest);
        assertThat(manifests)
                .filteredOn(object -> object.key().equals(manifest))
                .singleElement()
                .matches(object -> object.size() == 300_000);
        assertThat(inventory().objects(Kind.BLOBS, blobs.getLast().key())).isEmpty();
    }

    @Test
    void references_are_those_of_all_repositories_in_all_spaces() {
        RepositoryName first = repository();
        RepositoryName second = new RepositoryName(space(), "app");
        String one = linked(first, "one");
        String two = linked(second, "two");
        push(first, "first");
        Digest small = push(second, "second");
        Digest large = pushLarge(second, "b");
        assertThat(references(Kind.BLOBS))
                .contains(
                        new Reference(Kind.BLOBS, first, digest("one"), one),
                        new Reference(Kind.BLOBS, second, digest("two"), two))
                .doesNotHaveDuplicates();
        assertThat(keys(Kind.MANIFESTS, second, large)).hasSize(1);
        assertThat(keys(Kind.MANIFESTS, second, small)).as("its item holds it").isEmpty();
    }

    @Test
    void a_large_manifest_in_the_bin_has_its_object() {
        RepositoryName name = repository();
        Digest large = pushLarge(name, "c");
        List<String> before = keys(Kind.MANIFESTS, name, large);
        var seen = ports().bin().read(name, large).manifest().orElseThrow();
        assertThat(ports().bin().discard(name, seen, ports().clock().instant().plus(Duration.ofDays(7))))
                .isPresent();
        assertThat(keys(Kind.MANIFESTS, name, large)).isEqualTo(before).hasSize(1);
    }

    @Test
    void a_reference_is_broken_while_it_names_an_object_that_is_gone() {
        RepositoryName name = repository();
        String there = linked(name, "there");
        pushImage(name, "gone");
        Reference gone = new Reference(
                Kind.BLOBS,
                name,
                digest("gone"),
                keys(Kind.BLOBS, name, digest("gone")).getFirst());
        assertThat(inventory().isBroken(new Reference(Kind.BLOBS, name, digest("there"), there)))
                .isFalse();
        assertThat(inventory().isBroken(gone)).isTrue();
        var link = ports().garbage().link(name, digest("gone"));
        assertThat(ports().garbage().unlink(name, digest("gone"), link, Instant.EPOCH))
                .isTrue();
        assertThat(inventory().isBroken(gone)).as("the link was removed").isFalse();
        linked(name, "gone");
        assertThat(inventory().isBroken(gone)).as("another object is linked").isFalse();
    }

    @Test
    void an_object_is_read_in_parts_while_it_is_not_written_again() {
        String key = object("blobs/default/" + fresh("object-"), "some bytes");
        Inventory.Part first = inventory().read(key, 0, 7, Optional.empty()).orElseThrow();
        assertThat(first.bytes()).isEqualTo(bytes("some by"));
        assertThat(inventory()
                        .read(key, 7, 7, Optional.of(first.version()))
                        .orElseThrow()
                        .bytes())
                .isEqualTo(bytes("tes"));
        assertThat(inventory().read(key, 10, 7, Optional.of(first.version())))
                .as("after its end")
                .isEmpty();
        object(key, "more bytes");
        assertThat(inventory().read(key, 7, 7, Optional.of(first.version()))).isEmpty();
        assertThat(inventory().read(key, 0, 4, Optional.empty()).orElseThrow().bytes())
                .isEqualTo(bytes("more"));
        assertThat(inventory().read(key + "/missing", 0, 7, Optional.empty())).isEmpty();
    }

    @Test
    void an_object_is_reviewed_at_its_moment() {
        Review.StoredObject object =
                new Review.StoredObject(SpaceName.DEFAULT, digest("one"), "blobs/default/" + fresh("object-"), 3);
        Instant moment = ports().clock().instant().plus(Duration.ofMinutes(30));
        inventory().review(object, moment);
        assertThat(timed(object, moment.minusMillis(1))).isZero();
        assertThat(timed(object, moment)).isEqualTo(1);
    }

    private long timed(Review review, Instant before) {
        return IntStream.range(0, Reviews.PARTS)
                .boxed()
                .flatMap(part -> ports().reviews().timed(part, Optional.empty(), before, 1_000).stream())
                .filter(entry -> entry.review().equals(review))
                .count();
    }

    @Test
    void the_last_state_is_read_again() {
        assertThat(inventory().load()).as("before the first scrub").isEmpty();
        inventory().save(bytes("first"));
        inventory().save(bytes("second"));
        assertThat(inventory().load())
                .hasValueSatisfying(state -> assertThat(state).isEqualTo(bytes("second")));
    }
}
