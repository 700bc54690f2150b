package io.slipway.core.usage;

import io.slipway.core.digest.Digest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds changes to the counted usage. Their order does not matter: the users of a blob alone decide for which repositories it counts, so that the sum
 * is right once all changes are added.
 */
public final class UsageFold {
    private final List<UsageChange> changes;
    private final Map<Digest, Share> shares = new LinkedHashMap<>();
    private final Map<String, RepositoryUsage> differences = new LinkedHashMap<>();
    private SpaceUsage difference = SpaceUsage.NOTHING;

    /**
     * Adds these changes.
     *
     * @param known the users of the blobs that {@link #digests} returns, if they have any
     */
    public UsageFold(List<UsageChange> changes, Map<Digest, Share> known) {
        this.changes = List.copyOf(changes);
        Map<Digest, Share> before = new HashMap<>();
        for (UsageChange change : this.changes) {
            String mark = Share.mark(change.repository().path());
            change.blobs().forEach((digest, size) -> {
                Share old = Optional.ofNullable(known.get(digest)).orElseGet(() -> Share.unused(size));
                before.putIfAbsent(digest, old);
                shares.merge(digest, old.with(mark, change.sign()), (now, first) -> now.with(mark, change.sign()));
                Amount linked = new Amount(1, size).times(change.sign());
                add(mark, linked, Amount.NONE, Amount.NONE);
                difference = difference.plus(new SpaceUsage(Amount.NONE, Amount.NONE, linked, Amount.NONE));
            });
            Amount manifests = change.manifests().times(change.sign());
            add(mark, Amount.NONE, Amount.NONE, manifests);
            difference = difference.plus(new SpaceUsage(Amount.NONE, Amount.NONE, Amount.NONE, manifests));
            differences.computeIfPresent(
                    mark,
                    (any, usage) -> usage.named(change.repository().path()).pushedAt(change.pushed()));
        }
        before.forEach((digest, old) -> count(old, -1));
        shares.values().forEach(share -> count(share, 1));
    }

    /** Returns the blobs that changes are about. */
    public static Set<Digest> digests(List<UsageChange> changes) {
        Set<Digest> digests = new LinkedHashSet<>();
        changes.forEach(change -> digests.addAll(change.blobs().keySet()));
        return digests;
    }

    private void add(String mark, Amount blobs, Amount unique, Amount manifests) {
        differences.merge(
                mark,
                RepositoryUsage.NOTHING.plus(blobs, unique, manifests),
                (now, first) -> now.plus(blobs, unique, manifests));
    }

    private void count(Share share, int sign) {
        difference = difference.plus(
                new SpaceUsage(share.from(1).times(sign), share.from(2).times(sign), Amount.NONE, Amount.NONE));
        if (share.hasOneUser()) {
            add(share.marks(), Amount.NONE, share.from(1).times(sign), Amount.NONE);
        }
    }

    /** Returns the users of each blob with the changes. */
    public Map<Digest, Share> shares() {
        return Map.copyOf(shares);
    }

    /** Returns the marks of the repositories whose numbers change. */
    public Set<String> marks() {
        return Set.copyOf(differences.keySet());
    }

    /** Returns the numbers of a repository with the changes. */
    public RepositoryUsage repository(String mark, RepositoryUsage before) {
        RepositoryUsage more = differences.getOrDefault(mark, RepositoryUsage.NOTHING);
        RepositoryUsage sum =
                before.plus(more.blobs(), more.unique(), more.manifests()).pushedAt(more.pushed());
        return more.path().isEmpty() ? sum : sum.named(more.path());
    }

    /** Returns the numbers of the space with the changes. */
    public SpaceUsage space(SpaceUsage before) {
        return before.plus(difference);
    }
}
