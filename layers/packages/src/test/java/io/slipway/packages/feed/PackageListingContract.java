package io.slipway.packages.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of {@link PackageListing}. Each test has its own space, so that all can share one store. */
public abstract class PackageListingContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Returns the registry that stores the packages. */
    protected abstract RegistryPorts ports();

    protected abstract PackageListing listing();

    @Test
    void only_the_repositories_of_packages_are_listed_in_order() {
        SpaceName space = space();
        for (String path : List.of("packages/b", "app", "packages", "packages/a.c", "packagesz/d", "packages/a")) {
            push(space, path, "content of " + path, "1.0");
        }
        assertThat(paths(listing().repositories(space, "", 10)))
                .containsExactly("packages/a", "packages/a.c", "packages/b");
        assertThat(listing().repositories(space(), "", 10)).isEmpty();
    }

    @Test
    void a_page_of_repositories_begins_after_an_id_and_respects_the_limit() {
        SpaceName space = space();
        for (String id : List.of("a", "a-b", "b", "c")) {
            push(space, "packages/" + id, id, "1.0");
        }
        assertThat(paths(listing().repositories(space, "", 2))).containsExactly("packages/a", "packages/a-b");
        assertThat(paths(listing().repositories(space, "a-b", 2))).containsExactly("packages/b", "packages/c");
        assertThat(paths(listing().repositories(space, "aa", 1))).containsExactly("packages/b");
        assertThat(listing().repositories(space, "c", 2)).isEmpty();
    }

    @Test
    void tags_are_listed_in_order_with_their_manifests() {
        SpaceName space = space();
        RepositoryName repository = push(space, "packages/a", "old", "1.0");
        push(space, "packages/a", "new", "2.0", "1.10");
        PackageListing.Page page = listing().manifests(repository, "", 10);
        assertThat(page.manifests()).extracting(tagged -> tagged.tag().value()).containsExactly("1.0", "1.10", "2.0");
        assertThat(page.manifests())
                .extracting(PackageListing.TaggedManifest::manifest)
                .extracting(StoredManifest::digest)
                .containsExactly(digest("old"), digest("new"), digest("new"));
        assertThat(page.manifests().getFirst().manifest().content()).isEqualTo(bytes("old"));
        assertThat(page.last()).isEqualTo("2.0");
        assertThat(page.more()).isFalse();
    }

    @Test
    void pages_list_each_tag_exactly_once() {
        SpaceName space = space();
        RepositoryName repository = push(space, "packages/a", "content", "1.0", "1.1", "1.2");
        PackageListing.Page first = listing().manifests(repository, "", 2);
        assertThat(first.manifests()).hasSize(2);
        assertThat(first.last()).isEqualTo("1.1");
        assertThat(first.more()).isTrue();
        assertThat(listing().manifests(repository, first.last(), 2).manifests())
                .extracting(tagged -> tagged.tag().value())
                .containsExactly("1.2");
        assertThat(listing().manifests(repository, "1.2", 2)).isEqualTo(new PackageListing.Page(List.of(), "", false));
    }

    private SpaceName space() {
        SpaceName name = new SpaceName("packages-" + NUMBER.incrementAndGet());
        assertThat(ports().spaces().add(Space.begin(name, ports().clock().instant(), SpaceSettings.DEFAULT)))
                .isTrue();
        return name;
    }

    private RepositoryName push(SpaceName space, String path, String content, String... tags) {
        RepositoryName repository = new RepositoryName(space, path);
        Manifest manifest = new Manifest(
                "application/vnd.oci.image.manifest.v1+json", List.of(), List.of(), Optional.empty(), "", "");
        assertThat(ports().manifests()
                        .push(new ManifestPush(
                                repository,
                                digest(content),
                                manifest,
                                bytes(content),
                                Arrays.stream(tags).map(Tag::new).toList(),
                                ports().manifests()
                                        .view(repository, Optional.empty(), List.of())
                                        .repository(),
                                "pusher"))
                        .stored())
                .isTrue();
        return repository;
    }

    private static List<String> paths(List<RepositoryName> repositories) {
        return repositories.stream().map(RepositoryName::path).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, bytes(text));
    }
}
