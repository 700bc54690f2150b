package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestHead;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.core.tag.TagRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Manifests} and {@link io.slipway.core.tag.Tags}. */
public abstract class ManifestsContract extends RegistryContract {
    private Manifests manifests() {
        return ports().manifests();
    }

    @Test
    void a_manifest_is_served_by_digest_and_tag_with_exactly_its_bytes() {
        RepositoryName name = repository();
        assertThat(manifests().find(name, digest("first"))).isEmpty();
        assertThat(manifests().resolve(name, new Tag("1"))).isEmpty();
        Digest digest = push(name, "first", "1", "latest");
        assertThat(manifests().resolve(name, new Tag("1"))).contains(digest);
        assertThat(manifests().resolve(name, new Tag("latest"))).contains(digest);
        StoredManifest found = manifests().find(name, digest).orElseThrow();
        assertThat(found.digest()).isEqualTo(digest);
        assertThat(found.mediaType()).isEqualTo(TYPE);
        assertThat(found.content()).isEqualTo(bytes("first"));
        assertThat(manifests().find(repository(), digest)).as("elsewhere").isEmpty();
    }

    @Test
    void the_head_of_a_tag_describes_the_manifest_that_it_names_now() {
        RepositoryName name = repository();
        assertThat(manifests().head(name, new Tag("1"))).isEmpty();
        assertThat(manifests().head(name, digest("first"))).isEmpty();
        Digest first = push(name, "first", "1", "2");
        ManifestHead head = new ManifestHead(first, TYPE, bytes("first").length);
        assertThat(manifests().head(name, new Tag("1"))).contains(head);
        assertThat(manifests().head(name, first)).contains(head);
        assertThat(manifests().head(repository(), first)).as("elsewhere").isEmpty();
        Digest second = push(name, "the second", "1");
        assertThat(manifests().head(name, new Tag("1")))
                .contains(new ManifestHead(second, TYPE, bytes("the second").length));
        assertThat(ports().bin()
                        .discard(
                                name,
                                new Tag("1"),
                                second,
                                ports().clock().instant().plus(Duration.ofDays(7))))
                .isPresent();
        assertThat(manifests().head(name, new Tag("1"))).isEmpty();
        assertThat(manifests().head(name, second)).isPresent();
        assertThat(manifests().delete(name, first)).isTrue();
        assertThat(manifests().head(name, new Tag("2"))).isEmpty();
        assertThat(manifests().head(name, first)).isEmpty();
    }

    @Test
    void the_largest_manifest_is_stored_whole() {
        RepositoryName name = repository();
        String text = "x".repeat(4 * 1024 * 1024);
        Manifest manifest = new Manifest(TYPE, List.of(), List.of(), Optional.empty(), "", "");
        ManifestPush push = new ManifestPush(
                name, digest(text), manifest, bytes(text), List.of(new Tag("large")), see(name), "pusher");
        assertThat(manifests().push(push).stored()).isTrue();
        assertThat(manifests().find(name, digest(text)).orElseThrow().content()).isEqualTo(bytes(text));
        assertThat(manifests().head(name, new Tag("large")))
                .contains(new ManifestHead(digest(text), TYPE, text.length()));
    }

    @Test
    void a_tag_moves_to_the_last_manifest() {
        RepositoryName name = repository();
        Digest first = push(name, "first", "1");
        Digest second = push(name, "second", "1");
        assertThat(manifests().resolve(name, new Tag("1"))).contains(second);
        assertThat(manifests().find(name, first)).isPresent();
    }

    @Test
    void a_new_tag_may_be_required() {
        RepositoryName name = repository();
        Digest first = push(name, "first", "1");
        ManifestPush push = manifest(name, see(name), "second", Optional.empty(), "1");
        ManifestPush withNewTags = new ManifestPush(
                name,
                push.digest(),
                push.manifest(),
                push.content(),
                push.tags(),
                push.state(),
                Set.of(),
                Optional.empty(),
                true,
                "pusher");
        assertThat(manifests().push(withNewTags)).isEqualTo(new PushOutcome(false, List.of(), false));
        assertThat(manifests().resolve(name, new Tag("1"))).contains(first);
        assertThat(manifests().find(name, push.digest())).isEmpty();
    }

    @Test
    void the_media_type_of_a_stored_manifest_does_not_change() {
        RepositoryName name = repository();
        Digest digest = push(name, "first", "1");
        Manifest other = new Manifest("application/vnd.example", List.of(), List.of(), Optional.empty(), "", "");
        ManifestPush push =
                new ManifestPush(name, digest, other, bytes("first"), List.of(new Tag("2")), see(name), "pusher");
        assertThat(manifests().push(push)).isEqualTo(new PushOutcome(false, List.of(), true));
        assertThat(manifests().resolve(name, new Tag("2"))).isEmpty();
        assertThat(push(name, "first", "2")).as("pushed again unchanged").isEqualTo(digest);
    }

    @Test
    void a_view_shows_the_space_the_repository_and_its_links() {
        SpaceName space = space();
        ports().spaces().change(space, new SpaceSettings("", "", Visibility.PUBLIC, true, false, Mirrors.NONE));
        RepositoryName name = new RepositoryName(space, "app");
        List<Digest> many =
                IntStream.range(0, 250).mapToObj(i -> digest("blob-" + i)).toList();
        for (int i : new int[] {0, 120, 249}) {
            ports().blobLinks().link(name, many.get(i), blob("b" + i));
        }
        PushView view = manifests().view(name, Optional.empty(), many);
        assertThat(view.space()).isTrue();
        assertThat(view.sparse()).isTrue();
        assertThat(view.repository())
                .isEqualTo(new RepositoryState(false, false, false, "", 0, Visibility.PUBLIC, TagSettings.DEFAULT));
        assertThat(view.links())
                .containsOnlyKeys(many.get(0), many.get(120), many.get(249))
                .hasEntrySatisfying(
                        many.get(120), link -> assertThat(link.blob()).contains(blob("b120")));
        push(name, "first");
        RepositoryState after =
                manifests().view(name, Optional.empty(), List.of()).repository();
        assertThat(after.there()).isTrue();
        assertThat(after.generation()).isNotEmpty();
        assertThat(manifests()
                        .view(RepositoryName.parse("missing/app"), Optional.empty(), List.of())
                        .space())
                .isEqualTo(false);
    }

    @Test
    void a_push_that_saw_no_repository_fails_once_another_push_has_created_it() {
        RepositoryName name = repository();
        RepositoryState before = see(name);
        push(name, "first", "1");
        assertThat(pushAs(name, before, "second", "2").stored()).isFalse();
        assertThat(manifests().resolve(name, new Tag("2"))).isEmpty();
    }

    @Test
    void manifests_are_pushed_together() {
        RepositoryName name = repository();
        Digest blob = digest("shared " + name);
        ports().blobLinks().link(name, blob, blob("shared"));
        RepositoryState seen = see(name);
        ManifestPush image = using(manifest(name, seen, "image", Optional.empty()), blob);
        ManifestPush bill = using(manifest(name, seen, "bill", Optional.of(image.digest())), blob);
        ManifestPush index = manifest(name, seen, "index", Optional.empty(), "1", "latest");
        assertThat(manifests().pushAll(List.of(image, bill, index))).isEqualTo(new PushOutcome(true, List.of(), false));
        for (ManifestPush push : List.of(image, bill, index)) {
            assertThat(manifests().find(name, push.digest()).orElseThrow().content())
                    .isEqualTo(push.content());
        }
        assertThat(manifests().resolve(name, new Tag("1"))).contains(index.digest());
        assertThat(ports().referrers().list(name, image.digest(), "", "", 10).referrers())
                .hasSize(1);
        assertThat(ports().blobLinks().user(name, blob)).isPresent();
        assertThat(manifests().delete(name, image.digest())).isTrue();
        assertThat(ports().blobLinks().user(name, blob))
                .as("each has a use of its own")
                .contains(bill.digest());
    }

    private static ManifestPush using(ManifestPush push, Digest blob) {
        Manifest plain = push.manifest();
        Manifest manifest = new Manifest(
                plain.mediaType(),
                List.of(new Descriptor("application/octet-stream", blob, 7)),
                List.of(),
                plain.subject(),
                plain.artifactType(),
                plain.annotations());
        return new ManifestPush(
                push.repository(),
                push.digest(),
                manifest,
                push.content(),
                push.tags(),
                push.state(),
                Set.of(blob),
                Optional.empty(),
                false,
                "pusher");
    }

    @Test
    void some_of_the_manifests_that_are_pushed_together_may_exist_already() {
        RepositoryName name = repository();
        push(name, "image", "old");
        RepositoryState seen = see(name);
        assertThat(manifests()
                        .pushAll(List.of(
                                manifest(name, seen, "image", Optional.empty()),
                                manifest(name, seen, "index", Optional.empty(), "1")))
                        .stored())
                .isTrue();
        assertThat(manifests().resolve(name, new Tag("1"))).contains(digest("index"));
        assertThat(manifests().resolve(name, new Tag("old"))).contains(digest("image"));
    }

    @Test
    void more_manifests_than_fit_into_one_write_can_be_pushed_together() {
        RepositoryName name = repository();
        RepositoryState seen = see(name);
        List<ManifestPush> pushes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pushes.add(manifest(name, seen, "manifest " + i, Optional.empty(), "tag-" + i));
        }
        assertThat(manifests().pushAll(pushes).stored()).isTrue();
        assertThat(ports().tags().list(name, "", 100)).hasSize(60);
    }

    @Test
    void manifests_that_are_pushed_together_are_refused_if_the_repository_has_changed() {
        RepositoryName name = repository();
        push(name, "first", "1");
        ManifestPush stale = manifest(name, see(repository()), "index", Optional.empty(), "2");
        assertThat(manifests().pushAll(List.of(stale)).stored())
                .as("of a repository that exists")
                .isFalse();
        assertThat(manifests().resolve(name, new Tag("2"))).isEmpty();
    }

    @Test
    void a_manifest_is_removed_with_the_tags_that_name_it() {
        RepositoryName name = repository();
        Digest first = push(name, "first", "1", "moved", "latest");
        Digest second = push(name, "second", "2", "moved");
        assertThat(manifests().delete(name, first)).isTrue();
        assertThat(manifests().delete(name, first)).isFalse();
        assertThat(manifests().find(name, first)).isEmpty();
        assertThat(ports().tags().list(name, "", 10)).containsExactly("2", "moved");
        assertThat(manifests().resolve(name, new Tag("moved"))).contains(second);
        assertThat(ports().repositories().find(name)).isPresent();
    }

    @Test
    void tags_are_listed_in_ascii_order_in_pages() {
        RepositoryName name = repository();
        push(name, "first", "b", "B", "a.1", "a-1", "a_1", "1", "_");
        push(repository(), "first", "other");
        List<String> all = ports().tags().list(name, "", 100);
        assertThat(all).containsExactly("1", "B", "_", "a-1", "a.1", "a_1", "b");
        List<String> pages = new ArrayList<>();
        String after = "";
        List<String> page = ports().tags().list(name, after, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            pages.addAll(page);
            page = ports().tags().list(name, page.getLast(), 2);
        }
        assertThat(pages).isEqualTo(all);
        assertThat(ports().tags().list(name, "a", 2))
                .as("after one that does not exist")
                .containsExactly("a-1", "a.1");
    }

    @Test
    void the_day_of_the_last_pull_is_noted_for_existing_manifests() {
        RepositoryName name = repository();
        Digest digest = push(name, "first", "1", "2");
        Digest never = push(name, "second", "3");
        LocalDate day = LocalDate.of(2026, 11, 29);
        ports().manifests().recordPull(name, digest, day);
        ports().manifests().recordPull(name, digest, day.minusDays(1));
        Digest other = Digest.of(DigestAlgorithm.SHA256, new byte[] {1, 2, 3});
        ports().manifests().recordPull(name, other, day);
        assertThat(ports().tags().describe(name, "", 10))
                .extracting(TagRecord::digest, TagRecord::pulled)
                .containsExactly(
                        tuple(digest, Optional.of(day)),
                        tuple(digest, Optional.of(day)),
                        tuple(never, Optional.empty()));
        assertThat(ports().manifests().find(name, other)).isEmpty();
        ports().manifests().recordPull(name, digest, day.plusDays(1));
        assertThat(ports().tags().describe(name, "", 1).getFirst().pulled()).contains(day.plusDays(1));
        assertThat(ports().manifests().delete(name, digest)).isTrue();
        push(name, "first", "1");
        assertThat(ports().tags().describe(name, "", 1).getFirst().pulled()).isEmpty();
    }

    @Test
    void more_tags_than_fit_into_one_read_are_described_with_their_pulls() {
        RepositoryName name = repository();
        LocalDate day = LocalDate.of(2026, 11, 29);
        for (int i = 0; i < 120; i++) {
            ports().manifests().recordPull(name, push(name, "manifest " + i, "t" + i), day.plusDays(i));
        }
        assertThat(ports().tags().describe(name, "", 200))
                .hasSize(120)
                .allSatisfy(tag -> assertThat(tag.pulled())
                        .contains(day.plusDays(Integer.parseInt(tag.name().substring(1)))));
    }

    @Test
    void tags_are_described_with_their_digest_and_push_time() {
        RepositoryName name = repository();
        Digest first = push(name, "first", "1", "2");
        Instant pushed = ports().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        ports().clock().advance(Duration.ofMinutes(1));
        Digest second = push(name, "second", "2");
        assertThat(ports().tags().describe(name, "", 10))
                .containsExactly(new TagRecord("1", first, pushed), new TagRecord("2", second, pushed.plusSeconds(60)));
        assertThat(ports().tags().describe(name, "1", 10))
                .extracting(TagRecord::name)
                .containsExactly("2");
        assertThat(ports().tags().describe(name, "", 1))
                .extracting(TagRecord::name)
                .containsExactly("1");
    }
}
