package io.slipway.builds.memory;

import io.slipway.builds.retention.Contents;
import io.slipway.builds.retention.HeldManifest;
import io.slipway.builds.retention.RepositoryContents;
import io.slipway.builds.retention.TagName;
import io.slipway.core.digest.Digest;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.tag.TagRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the repositories of a registry in memory. */
public final class MemoryContents implements Contents {
    private final MemoryRegistry registry;

    public MemoryContents(MemoryRegistry registry) {
        this.registry = registry;
    }

    @Override
    public RepositoryContents read(RepositoryName repository) {
        List<TagRecord> tags = registry.tags().describe(repository, "", Integer.MAX_VALUE).stream()
                .map(tag -> tag.pulledOn(Optional.empty()))
                .toList();
        List<HeldManifest> manifests = registry.held(repository).stream()
                .map(held -> HeldManifest.read(
                        held.manifest().digest(),
                        held.manifest().content(),
                        held.pushed(),
                        held.pulled(),
                        held.revision()))
                .toList();
        return new RepositoryContents(repository, tags, manifests);
    }

    @Override
    public Map<TagName, Digest> resolve(Collection<TagName> tags) {
        Map<TagName, Digest> found = new HashMap<>();
        tags.forEach(tag ->
                registry.manifests().resolve(tag.repository(), tag.tag()).ifPresent(digest -> found.put(tag, digest)));
        return found;
    }
}
