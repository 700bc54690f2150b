package io.slipway.core.memory;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.referrer.ReferrerPage;
import io.slipway.core.referrer.Referrers;
import io.slipway.core.tag.TagRecord;
import io.slipway.core.tag.Tags;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The lists of a repository: its tags, and the referrers of a manifest. */
final class MemoryLists implements Tags, Referrers {
    private final Store store;

    MemoryLists(Store store) {
        this.store = store;
    }

    @Override
    public List<String> list(RepositoryName repository, String after, int limit) {
        synchronized (store) {
            return store.contents(repository).tags.tailMap(after, false).keySet().stream()
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<TagRecord> describe(RepositoryName repository, String after, int limit) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            return contents.tags.tailMap(after, false).values().stream()
                    .limit(limit)
                    .map(tag -> tag.pulledOn(Optional.ofNullable(contents.pulled.get(tag.digest()))))
                    .toList();
        }
    }

    @Override
    public TagSettings settings(SpaceName space) {
        return TagSettings.DEFAULT;
    }

    /** Applies the limit before the type, as the table does: a page may be empty without being the last. */
    @Override
    public ReferrerPage list(RepositoryName repository, Digest subject, String artifactType, String after, int limit) {
        synchronized (store) {
            TreeMap<String, Referrer> all = store.contents(repository).referrers.getOrDefault(subject, new TreeMap<>());
            List<Referrer> page =
                    all.tailMap(after, false).values().stream().limit(limit).toList();
            return new ReferrerPage(
                    page.stream()
                            .filter(referrer -> artifactType.isEmpty() || artifactType.equals(referrer.artifactType()))
                            .toList(),
                    page.size() < limit
                            ? ""
                            : page.getLast().descriptor().digest().toString());
        }
    }
}
