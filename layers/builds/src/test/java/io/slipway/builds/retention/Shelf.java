package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A repository in the making: manifests are named by words, and pushed so many days ago. */
final class Shelf {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final RepositoryName repository;
    private final Map<String, HeldManifest> manifests = new LinkedHashMap<>();
    private final List<TagRecord> tags = new ArrayList<>();

    Shelf(String repository) {
        this.repository = RepositoryName.parse(repository);
    }

    static Digest digest(String word) {
        return Digest.of(DigestAlgorithm.SHA256, word.getBytes(StandardCharsets.UTF_8));
    }

    /** A manifest with a config of its own of 10 bytes, and these layers of 1,000 bytes each. */
    Shelf manifest(String word, int daysAgo, String... layers) {
        Map<Digest, Long> blobs = new LinkedHashMap<>(Map.of(digest("config " + word), 10L));
        for (String layer : layers) {
            blobs.put(digest(layer), 1_000L);
        }
        Instant pushed = NOW.minus(Duration.ofDays(daysAgo));
        manifests.put(
                word,
                new HeldManifest(
                        digest(word), 100, pushed, Optional.empty(), "1", Optional.empty(), List.of(), blobs, false));
        return this;
    }

    /** A manifest and its tag, pushed at once. */
    Shelf image(String tag, int daysAgo, String... layers) {
        return manifest(tag, daysAgo, layers).tag(tag, tag, daysAgo);
    }

    Shelf tag(String tag, String word, int daysAgo) {
        tags.add(new TagRecord(tag, digest(word), NOW.minus(Duration.ofDays(daysAgo))));
        return this;
    }

    Shelf subject(String word, String subject) {
        return change(
                word,
                it -> new HeldManifest(
                        it.digest(),
                        it.size(),
                        it.pushed(),
                        it.pulled(),
                        it.revision(),
                        Optional.of(digest(subject)),
                        it.children(),
                        it.blobs(),
                        it.cache()));
    }

    Shelf children(String word, String... children) {
        return change(
                word,
                it -> new HeldManifest(
                        it.digest(),
                        it.size(),
                        it.pushed(),
                        it.pulled(),
                        it.revision(),
                        it.subject(),
                        List.of(children).stream().map(Shelf::digest).toList(),
                        Map.of(),
                        it.cache()));
    }

    Shelf pulled(String word, int daysAgo) {
        return change(
                word,
                it -> new HeldManifest(
                        it.digest(),
                        it.size(),
                        it.pushed(),
                        Optional.of(LocalDate.ofInstant(NOW.minus(Duration.ofDays(daysAgo)), ZoneOffset.UTC)),
                        it.revision(),
                        it.subject(),
                        it.children(),
                        it.blobs(),
                        it.cache()));
    }

    Shelf cache(String word) {
        return change(
                word,
                it -> new HeldManifest(
                        it.digest(),
                        it.size(),
                        it.pushed(),
                        it.pulled(),
                        it.revision(),
                        it.subject(),
                        it.children(),
                        it.blobs(),
                        true));
    }

    private Shelf change(String word, UnaryOperator<HeldManifest> change) {
        manifests.computeIfPresent(word, (name, manifest) -> change.apply(manifest));
        return this;
    }

    RepositoryContents contents() {
        return new RepositoryContents(repository, tags, List.copyOf(manifests.values()));
    }

    Outcome under(Rule... rules) {
        return under(new Safe(), Map.of(), rules);
    }

    Outcome under(Safe safe, Map<Tag, String> groups, Rule... rules) {
        return Evaluation.of(contents(), List.of(rules), safe, groups, NOW);
    }

    /** The words of the manifests that go. */
    List<String> going(Outcome outcome) {
        return outcome.manifests().stream()
                .map(manifest -> manifests.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(manifest))
                        .findFirst()
                        .orElseThrow()
                        .getKey())
                .toList();
    }
}
