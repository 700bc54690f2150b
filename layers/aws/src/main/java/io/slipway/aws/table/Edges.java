package io.slipway.aws.table;

import static io.slipway.aws.table.Items.n;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The edges: items that record that a manifest of a repository uses a blob or another manifest. */
public final class Edges {
    /** The time for which the edges of a push in several writes count before its manifest is stored: longer than any request. */
    public static final Duration LEASE = Duration.ofMinutes(15);

    /** The time until which the edge counts without its manifest, in seconds since 1970. */
    private static final String LEASED = "leased";

    /** The attribute of manifests in the bin: the time until which they can be restored. */
    public static final String BINNED = "binned";

    private static final int PAGE = 25;

    private Edges() {}

    /** Writes the use of a blob or manifest. */
    public static Write put(RepositoryName repository, Digest target, Digest manifest) {
        return Write.put(new HashMap<>(key(repository, target, manifest)));
    }

    /** Writes the use before the manifest itself is written; it counts for a limited time. */
    public static Write lease(RepositoryName repository, Digest target, Digest manifest, Instant now) {
        var item = new HashMap<>(key(repository, target, manifest));
        item.put(LEASED, n(now.plus(LEASE).getEpochSecond()));
        return Write.put(item);
    }

    /** Removes the use of a blob or manifest by a manifest that is neither stored nor being pushed; otherwise changes nothing. */
    public static void end(Table table, RepositoryName repository, Digest target, Digest manifest, Instant now) {
        table.tryWrite(List.of(
                Write.check(Items.key(Keys.repository(repository), Keys.manifest(manifest)))
                        .ifAbsent(),
                Write.delete(key(repository, target, manifest))
                        .when("attribute_not_exists(" + LEASED + ") OR " + LEASED + " <= :now")
                        .with(":now", n(now.getEpochSecond()))));
    }

    /** Returns the key of the use of a blob or manifest. */
    public static Map<String, AttributeValue> key(RepositoryName repository, Digest target, Digest manifest) {
        return Items.key(Keys.repository(repository), Keys.edge(target, manifest));
    }

    /** Returns whether a manifest may use the blob or manifest. One read. */
    public static boolean any(Table table, RepositoryName repository, Digest target) {
        return !table.page(edges(repository, target).limit(1)).items().isEmpty();
    }

    /** Finds the uses of a manifest by a walk over all edges of its repository, if its bytes cannot be read. */
    public static List<Digest> of(Table table, RepositoryName repository, Digest manifest) {
        String end = "#" + manifest;
        return table.range(
                        Range.of(Keys.repository(repository)).prefix(Keys.EDGE).only(Items.SK))
                .map(item -> Items.string(item, Items.SK))
                .filter(key -> key.endsWith(end))
                .map(key -> Digest.parse(key.substring(Keys.EDGE.length(), key.length() - end.length())))
                .toList();
    }

    /** Counts the edges to the blob or manifest, up to a limit. One read. */
    public static int count(Table table, RepositoryName repository, Digest target, int limit) {
        return table.page(edges(repository, target).limit(limit)).items().size();
    }

    /**
     * The manifests that use a blob or manifest.
     *
     * @param live one that is stored or being pushed
     * @param binned the time at which the last of those in the bin leaves it; exact if there is none that is live
     */
    public record Users(Optional<Digest> live, Optional<Instant> binned) {}

    /** Finds the manifests that use this one; edges of a deleted manifest may remain. */
    public static Users users(Table table, RepositoryName repository, Digest target, Instant now) {
        int prefix = Keys.edges(target).length();
        Map<String, AttributeValue> start = Map.of();
        Optional<Instant> binned = Optional.empty();
        do {
            Table.Page page = table.page(edges(repository, target).limit(PAGE).after(start));
            start = page.last();
            List<Digest> manifests = page.items().stream()
                    .map(item -> Digest.parse(Items.string(item, Items.SK).substring(prefix)))
                    .toList();
            for (int i = 0; i < manifests.size(); i++) {
                if (Items.optionalNumber(page.items().get(i), LEASED).orElse(0L) > now.getEpochSecond()) {
                    return new Users(Optional.of(manifests.get(i)), binned);
                }
            }
            Users stored = stored(table, repository, manifests);
            binned =
                    Stream.of(binned, stored.binned()).flatMap(Optional::stream).max(Instant::compareTo);
            if (stored.live().isPresent()) {
                return new Users(stored.live(), binned);
            }
        } while (!start.isEmpty());
        return new Users(Optional.empty(), binned);
    }

    private static Users stored(Table table, RepositoryName repository, List<Digest> manifests) {
        if (manifests.isEmpty()) {
            return new Users(Optional.empty(), Optional.empty());
        }
        List<Map<String, AttributeValue>> keys = manifests.stream()
                .map(manifest -> Items.key(Keys.repository(repository), Keys.manifest(manifest)))
                .toList();
        List<Map<String, AttributeValue>> found = table.getAll(keys);
        // The janitor does not remove the blobs of a manifest in the bin, but clients can delete them.
        Optional<Digest> live = found.stream()
                .filter(item -> !item.containsKey(BINNED))
                .map(item -> Digest.parse(Items.string(item, Items.SK).substring(Keys.MANIFEST.length())))
                .findFirst();
        Optional<Instant> binned = found.stream()
                .flatMap(item -> Items.optionalNumber(item, BINNED).stream())
                .map(Instant::ofEpochMilli)
                .max(Instant::compareTo);
        return new Users(live, binned);
    }

    private static Range edges(RepositoryName repository, Digest target) {
        return Range.of(Keys.repository(repository)).prefix(Keys.edges(target));
    }
}
