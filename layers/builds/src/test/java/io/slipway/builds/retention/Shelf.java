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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds a repository: manifests are identified by words, and pushed a number of days ago. */
final class Shelf {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final RepositoryName repository;
    private final Map<String, Draft> manifests = new LinkedHashMap<>();
    private final List<TagRecord> tags = new ArrayList<>();

    Shelf(String repository) {
        this.repository = RepositoryName.parse(repository);
    }

    static Digest digest(String word) {
        return Digest.of(DigestAlgorithm.SHA256, word.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a manifest with its own config of 10 bytes, and these layers of 1,000 bytes each. */
    Shelf manifest(String word, int daysAgo, String... layers) {
        Map<Digest, Long> blobs = new LinkedHashMap<>(Map.of(digest("config " + word), 10L));
        for (String layer : layers) {
            blobs.put(digest(layer), 1_000L);
        }
        manifests.put(word, new Draft(digest(word), NOW.minus(Duration.ofDays(daysAgo)), blobs));
        return this;
    }

    /** Adds a manifest and its tag, pushed at the same time. */
    Shelf image(String tag, int daysAgo, String... layers) {
        return manifest(tag, daysAgo, layers).tag(tag, tag, daysAgo);
    }

    Shelf tag(String tag, String word, int daysAgo) {
        tags.add(new TagRecord(tag, digest(word), NOW.minus(Duration.ofDays(daysAgo))));
        return this;
    }

    Shelf subject(String word, String subject) {
        return change(word, draft -> draft.subject = Optional.of(digest(subject)));
    }

    Shelf children(String word, String... children) {
        return change(word, draft -> {
            draft.children = List.of(children).stream().map(Shelf::digest).toList();
            draft.blobs = Map.of();
        });
    }

    Shelf pulled(String word, int daysAgo) {
        LocalDate day = LocalDate.ofInstant(NOW.minus(Duration.ofDays(daysAgo)), ZoneOffset.UTC);
        return change(word, draft -> draft.pulled = Optional.of(day));
    }

    Shelf cache(String word) {
        return change(word, draft -> draft.cache = true);
    }

    private Shelf change(String word, Consumer<Draft> change) {
        change.accept(Objects.requireNonNull(manifests.get(word), word));
        return this;
    }

    /** A manifest, to which later calls add details. */
    private static final class Draft {
        private final Digest digest;
        private final Instant pushed;
        private Map<Digest, Long> blobs;
        private Optional<LocalDate> pulled = Optional.empty();
        private Optional<Digest> subject = Optional.empty();
        private List<Digest> children = List.of();
        private boolean cache;

        Draft(Digest digest, Instant pushed, Map<Digest, Long> blobs) {
            this.digest = digest;
            this.pushed = pushed;
            this.blobs = blobs;
        }

        HeldManifest manifest() {
            return new HeldManifest(digest, 100, pushed, pulled, "1", subject, children, blobs, cache);
        }
    }

    RepositoryContents contents() {
        return new RepositoryContents(
                repository,
                tags,
                manifests.values().stream().map(Draft::manifest).toList());
    }

    Outcome under(Rule... rules) {
        return under(new Safe(), Map.of(), rules);
    }

    Outcome under(Safe safe, Map<Tag, String> groups, Rule... rules) {
        return Evaluation.of(contents(), List.of(rules), safe, groups, NOW);
    }

    /** Returns the words of the manifests to delete. */
    List<String> going(Outcome outcome) {
        return outcome.manifests().stream()
                .map(manifest -> manifests.entrySet().stream()
                        .filter(entry -> entry.getValue().digest.equals(manifest.digest()))
                        .findFirst()
                        .orElseThrow()
                        .getKey())
                .toList();
    }
}
