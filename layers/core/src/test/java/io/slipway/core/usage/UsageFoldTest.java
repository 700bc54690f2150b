package io.slipway.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageFoldTest {
    private static final Digest LAYER = digest("layer");
    private static final Digest CONFIG = digest("config");

    /** The counted usage, as the table keeps it. */
    private final Map<Digest, Share> shares = new HashMap<>();

    private final Map<String, RepositoryUsage> repositories = new HashMap<>();
    private SpaceUsage space = SpaceUsage.NOTHING;

    private static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    private static UsageChange change(String path, boolean added, Map<Digest, Long> blobs, long manifest) {
        return new UsageChange(
                RepositoryName.parse(path),
                added,
                blobs,
                manifest == 0 ? Amount.NONE : new Amount(1, manifest),
                manifest == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plusSeconds(manifest)));
    }

    private void count(UsageChange... changes) {
        UsageFold fold = new UsageFold(List.of(changes), shares);
        fold.shares().forEach((digest, share) -> {
            shares.put(digest, share);
            if (share.isUnused()) {
                shares.remove(digest);
            }
        });
        fold.marks().forEach(mark -> {
            RepositoryUsage usage = fold.repository(mark, repositories.getOrDefault(mark, RepositoryUsage.NOTHING));
            repositories.put(mark, usage);
            if (usage.isNothing()) {
                repositories.remove(mark);
            }
        });
        space = fold.space(space);
    }

    private RepositoryUsage of(String path) {
        return repositories.getOrDefault(Share.mark(path), RepositoryUsage.NOTHING);
    }

    @Test
    void a_blob_counts_once_for_the_space_and_once_for_each_repository_that_links_it() {
        count(change("app", true, Map.of(LAYER, 100L, CONFIG, 7L), 50));
        assertThat(of("app"))
                .isEqualTo(new RepositoryUsage(
                        "app",
                        new Amount(2, 107),
                        new Amount(2, 107),
                        new Amount(1, 50),
                        Optional.of(Instant.EPOCH.plusSeconds(50))));
        count(change("tool", true, Map.of(LAYER, 100L), 60));
        assertThat(of("app").unique()).isEqualTo(new Amount(1, 7));
        assertThat(of("tool").unique()).isEqualTo(Amount.NONE);
        assertThat(space)
                .isEqualTo(
                        new SpaceUsage(new Amount(2, 107), new Amount(1, 100), new Amount(3, 207), new Amount(2, 110)));
        assertThat(space.bytes()).isEqualTo(217);
    }

    @Test
    void a_blob_is_unique_to_the_last_repository_that_links_it() {
        count(
                change("app", true, Map.of(LAYER, 100L), 0),
                change("tool", true, Map.of(LAYER, 100L), 0),
                change("third", true, Map.of(LAYER, 100L), 0));
        count(change("app", false, Map.of(LAYER, 100L), 0));
        assertThat(space.shared()).isEqualTo(new Amount(1, 100));
        count(change("third", false, Map.of(LAYER, 100L), 0));
        assertThat(space.shared()).isEqualTo(Amount.NONE);
        assertThat(of("tool").unique()).isEqualTo(new Amount(1, 100));
        assertThat(of("third")).isEqualTo(RepositoryUsage.NOTHING);
    }

    @Test
    void the_last_push_is_the_latest_in_any_order_of_changes() {
        count(change("app", true, Map.of(), 90), change("app", true, Map.of(), 30));
        count(change("app", true, Map.of(), 60));
        assertThat(of("app").pushed()).contains(Instant.EPOCH.plusSeconds(90));
        count(change("app", true, Map.of(LAYER, 100L), 0));
        assertThat(of("app").pushed()).contains(Instant.EPOCH.plusSeconds(90));
    }

    @Test
    void removed_blobs_and_manifests_leave_no_usage() {
        count(change("app", true, Map.of(LAYER, 100L), 50));
        count(change("app", false, Map.of(LAYER, 100L), 50));
        assertThat(shares).isEmpty();
        assertThat(repositories).isEmpty();
        assertThat(space).isEqualTo(SpaceUsage.NOTHING);
    }

    @Test
    void changes_are_counted_in_any_order_and_in_any_parts() {
        Random random = new Random(7);
        List<UsageChange> changes = new ArrayList<>();
        Map<String, Map<Digest, Long>> held = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String path = "repository-" + random.nextInt(5);
            long size = 1L + random.nextInt(6);
            Digest digest = digest("blob " + size);
            boolean added = held.computeIfAbsent(path, any -> new HashMap<>()).put(digest, size) == null;
            if (!added) {
                held.get(path).remove(digest);
            }
            changes.add(change(path, added, Map.of(digest, size), 0));
        }
        Collections.shuffle(changes, random);
        for (int from = 0; from < changes.size(); ) {
            int to = Math.min(changes.size(), from + 1 + random.nextInt(20));
            count(changes.subList(from, to).toArray(UsageChange[]::new));
            from = to;
        }
        Map<Digest, Long> all = new HashMap<>();
        held.values().forEach(all::putAll);
        assertThat(space.blobs())
                .isEqualTo(new Amount(
                        all.size(),
                        all.values().stream().mapToLong(Long::longValue).sum()));
        held.forEach((path, blobs) -> assertThat(of(path).blobs().objects()).isEqualTo(blobs.size()));
    }
}
