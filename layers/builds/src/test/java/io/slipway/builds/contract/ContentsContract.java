package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.builds.retention.Contents;
import io.slipway.builds.retention.HeldManifest;
import io.slipway.builds.retention.RepositoryContents;
import io.slipway.builds.retention.TagName;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link Contents}. Each test has its own repository, so that all can share one store. */
public abstract class ContentsContract {
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private RepositoryName repository = fresh();

    /** Returns the registry that stores the repositories. */
    protected abstract RegistryPorts ports();

    protected abstract Contents contents();

    private static RepositoryName fresh() {
        return RepositoryName.parse("contents-" + NUMBER.incrementAndGet());
    }

    @BeforeEach
    void takeAnotherRepository() {
        repository = fresh();
    }

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String descriptor(String type, Digest digest, int size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
    }

    private static String image(String config, String layer, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]%s}"
                .formatted(
                        IMAGE,
                        descriptor("application/vnd.oci.image.config.v1+json", digest(config), config.length()),
                        descriptor("application/vnd.oci.image.layer.v1.tar", digest(layer), layer.length()),
                        more);
    }

    private static String index(String childType, Digest child) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(INDEX, descriptor(childType, child, 7));
    }

    private Digest push(String type, String json, String... tags) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        var seen = ports().manifests()
                .view(repository, Optional.empty(), List.of())
                .repository();
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        ManifestPush push = new ManifestPush(
                repository,
                digest,
                ManifestReader.read(content, type),
                content,
                Arrays.stream(tags).map(Tag::new).toList(),
                seen,
                "pusher");
        assertThat(ports().manifests().push(push).stored()).isTrue();
        return digest;
    }

    private HeldManifest only() {
        assertThat(contents().read(repository).manifests()).hasSize(1);
        return contents().read(repository).manifests().getFirst();
    }

    /** Returns the current time in whole seconds, as the registry stores push times. */
    private Instant now() {
        return Instant.ofEpochSecond(ports().clock().instant().getEpochSecond());
    }

    @Test
    void a_repository_without_manifests_is_empty() {
        assertThat(contents().read(repository)).isEqualTo(new RepositoryContents(repository, List.of(), List.of()));
    }

    @Test
    void an_image_is_read_with_its_size_its_blobs_and_its_push_time() {
        String json = image("config", "layer", "");
        Digest digest = push(IMAGE, json, "1.0", "latest");
        HeldManifest held = only();
        assertThat(held.digest()).isEqualTo(digest);
        assertThat(held.size()).isEqualTo(json.length());
        assertThat(held.pushed()).isEqualTo(now());
        assertThat(held.pulled()).isEmpty();
        assertThat(held.subject()).isEmpty();
        assertThat(held.children()).isEmpty();
        assertThat(held.blobs()).isEqualTo(Map.of(digest("config"), 6L, digest("layer"), 5L));
        assertThat(held.cache()).isFalse();
        assertThat(contents().read(repository).tags())
                .containsExactly(new TagRecord("1.0", digest, now()), new TagRecord("latest", digest, now()));
    }

    @Test
    void the_restoration_of_a_manifest_counts_as_its_push() {
        Digest digest = push(INDEX, index(IMAGE, digest("a child that was not pushed")));
        Bin bin = ports().bin();
        Bin.Discarded manifest = bin.read(repository, digest).manifest().orElseThrow();
        BinEntry entry = bin.discard(repository, manifest, now().plus(Duration.ofDays(7)))
                .orElseThrow();
        assertThat(contents().read(repository).manifests()).isEmpty();
        ports().clock().advance(Duration.ofDays(1));
        assertThat(new BinRestoration(bin, ports().binContents(), ports().clock())
                        .restore(entry, Instant.MAX)
                        .tags())
                .isPresent();
        assertThat(only().pushed()).isEqualTo(now());
    }

    @Test
    void a_large_manifest_is_read_like_any_other() {
        String json = image("config", "layer", ",\"annotations\":{\"a\":\"" + "x".repeat(300 * 1024) + "\"}");
        Digest digest = push(IMAGE, json, "1.0");
        assertThat(only().digest()).isEqualTo(digest);
        assertThat(only().blobs()).hasSize(2);
    }

    @Test
    void an_index_is_read_with_its_children_and_a_referrer_with_its_subject() {
        Digest child = push(IMAGE, image("config", "layer", ""));
        Digest index = push(INDEX, index(IMAGE, child), "1.0");
        Digest signature = push(IMAGE, image("signature", "layer", ",\"subject\":" + descriptor(INDEX, index, 7)));
        assertThat(contents().read(repository).manifests())
                .extracting(HeldManifest::digest, HeldManifest::children, HeldManifest::subject)
                .containsExactlyInAnyOrder(
                        tuple(child, List.of(), Optional.empty()),
                        tuple(index, List.of(child), Optional.empty()),
                        tuple(signature, List.of(), Optional.of(index)));
    }

    @Test
    void a_cache_of_buildkit_is_distinguished_from_an_image() {
        push(INDEX, index("application/vnd.buildkit.cacheconfig.v0", digest("config")), "cache");
        assertThat(only().cache()).isTrue();
    }

    @Test
    void a_push_of_the_same_manifest_changes_its_revision_and_its_push_time() {
        push(IMAGE, image("config", "layer", ""), "1.0");
        HeldManifest first = only();
        ports().clock().advance(Duration.ofMinutes(1));
        push(IMAGE, image("config", "layer", ""), "1.0");
        assertThat(only().revision()).isNotEqualTo(first.revision());
        assertThat(only().pushed()).isEqualTo(first.pushed().plus(Duration.ofMinutes(1)));
    }

    @Test
    void the_day_of_the_last_pull_is_read() {
        Digest digest = push(IMAGE, image("config", "layer", ""), "1.0");
        ports().manifests().recordPull(repository, digest, LocalDate.of(2026, 5, 2));
        assertThat(only().pulled()).contains(LocalDate.of(2026, 5, 2));
    }

    @Test
    void manifests_in_the_bin_and_their_tags_are_omitted() {
        Digest digest = push(IMAGE, image("config", "layer", ""), "1.0");
        Digest other = push(IMAGE, image("config", "other", ""), "2.0");
        var seen = ports().bin().read(repository, digest).manifest().orElseThrow();
        assertThat(ports().bin().discard(repository, seen, now().plus(Duration.ofDays(7))))
                .isPresent();
        assertThat(only().digest()).isEqualTo(other);
        assertThat(contents().read(repository).tags())
                .extracting(TagRecord::name)
                .containsExactly("2.0");
    }

    @Test
    void more_than_a_hundred_tags_are_resolved_and_missing_ones_are_omitted() {
        Digest digest = push(IMAGE, image("config", "layer", ""), tags(0, 30));
        push(IMAGE, image("config", "layer", ""), tags(30, 60));
        push(IMAGE, image("config", "other", ""), tags(60, 90));
        Digest other = push(IMAGE, image("config", "other", ""), tags(90, 120));
        RepositoryName missing = RepositoryName.parse("contents-missing");
        List<TagName> asked = IntStream.range(0, 121)
                .mapToObj(number -> new TagName(repository, new Tag("t" + number)))
                .collect(Collectors.toList());
        asked.add(new TagName(missing, new Tag("t0")));
        Map<TagName, Digest> resolved = contents().resolve(asked);
        assertThat(resolved).hasSize(120).doesNotContainKey(new TagName(missing, new Tag("t0")));
        assertThat(resolved.get(new TagName(repository, new Tag("t59")))).isEqualTo(digest);
        assertThat(resolved.get(new TagName(repository, new Tag("t60")))).isEqualTo(other);
    }

    private static String[] tags(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "t" + number).toArray(String[]::new);
    }
}
