package io.slipway.packages.feed;

import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Repository;
import io.slipway.core.tag.TagRecord;
import java.util.List;

/** Lists the packages of a registry in memory. */
final class MemoryPackageListing implements PackageListing {
    private final RegistryPorts ports;

    MemoryPackageListing(RegistryPorts ports) {
        this.ports = ports;
    }

    @Override
    public List<RepositoryName> repositories(SpaceName space, String after, int limit) {
        String folder = PackageId.FOLDER + after;
        return ports.repositories().list(space, folder, Integer.MAX_VALUE).stream()
                .map(Repository::name)
                .filter(name ->
                        name.path().startsWith(PackageId.FOLDER) && !name.path().equals(folder))
                .limit(limit)
                .toList();
    }

    @Override
    public Page manifests(RepositoryName repository, String after, int limit) {
        List<TagRecord> tags = ports.tags().describe(repository, after, limit);
        List<TaggedManifest> tagged = tags.stream()
                .flatMap(tag -> ports.manifests().find(repository, tag.digest()).stream()
                        .map(manifest -> new TaggedManifest(new Tag(tag.name()), manifest)))
                .toList();
        return new Page(tagged, tags.isEmpty() ? "" : tags.getLast().name(), tags.size() == limit);
    }
}
