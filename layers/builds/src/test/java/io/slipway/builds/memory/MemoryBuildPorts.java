package io.slipway.builds.memory;

import io.slipway.builds.attest.Signer;
import io.slipway.builds.contract.BuildPorts;
import io.slipway.builds.instant.Indexes;
import io.slipway.builds.instant.WrittenLayers;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.record.Builds;
import io.slipway.builds.retention.Deployments;
import io.slipway.builds.retention.Policies;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ports of builds in memory. */
public final class MemoryBuildPorts implements BuildPorts {
    private final Map<RepositoryName, Map<Tag, Digest>> tags = new ConcurrentHashMap<>();
    private final MemoryBuildQueue queue = new MemoryBuildQueue();
    private final MemoryBuilds builds = new MemoryBuilds(
            queue,
            (repository, tag) ->
                    Optional.ofNullable(tags.getOrDefault(repository, Map.of()).get(tag)));
    private final MemoryBuildObjects objects = new MemoryBuildObjects();
    private final MemoryJobs jobs = new MemoryJobs();
    private final WrittenLayers layers = new MemoryWrittenLayers();
    private final Indexes indexes = new MemoryIndexes();
    private final Set<SpaceName> spaces = ConcurrentHashMap.newKeySet();
    private final MemoryDeployments deployments = new MemoryDeployments();
    private final MemoryPolicies policies = new MemoryPolicies(spaces);

    private final MemorySigner signer = new MemorySigner();

    public MemoryBuildPorts() {
        spaces.add(SpaceName.DEFAULT);
    }

    @Override
    public Builds builds() {
        return builds;
    }

    @Override
    public BuildQueue queue() {
        return queue;
    }

    @Override
    public BuildObjects objects() {
        return objects;
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public WrittenLayers layers() {
        return layers;
    }

    @Override
    public Indexes indexes() {
        return indexes;
    }

    @Override
    public Deployments deployments() {
        return deployments;
    }

    @Override
    public Policies policies() {
        return policies;
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public void create(SpaceName space) {
        spaces.add(space);
    }

    @Override
    public void tag(RepositoryName repository, Tag tag, Digest digest) {
        tags.computeIfAbsent(repository, it -> new ConcurrentHashMap<>()).put(tag, digest);
    }

    private static final class MemoryWrittenLayers implements WrittenLayers {
        private record Key(SpaceName space, String key) {}

        private final Map<Key, WrittenLayer> layers = new ConcurrentHashMap<>();

        @Override
        public Map<String, WrittenLayer> findAll(SpaceName space, Collection<String> keys) {
            Map<String, WrittenLayer> found = new HashMap<>();
            for (String key : keys) {
                Optional.ofNullable(layers.get(new Key(space, key))).ifPresent(layer -> found.put(key, layer));
            }
            return found;
        }

        @Override
        public void remember(String key, WrittenLayer layer) {
            layers.put(new Key(layer.holder().space(), key), layer);
        }
    }

    private static final class MemoryIndexes implements Indexes {
        private record Name(SpaceName space, String name) {}

        private final Map<Name, byte[]> indexes = new ConcurrentHashMap<>();

        @Override
        public Optional<byte[]> find(SpaceName space, String name) {
            return Optional.ofNullable(indexes.get(new Name(space, name))).map(byte[]::clone);
        }

        @Override
        public boolean has(SpaceName space, String name) {
            return indexes.containsKey(new Name(space, name));
        }

        @Override
        public void put(SpaceName space, String name, byte[] content) {
            indexes.put(new Name(space, name), content.clone());
        }
    }
}
