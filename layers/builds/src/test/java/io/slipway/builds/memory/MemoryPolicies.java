package io.slipway.builds.memory;

import io.slipway.builds.retention.Policies;
import io.slipway.builds.retention.RetentionPolicy;
import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryPolicies implements Policies {
    private final Set<SpaceName> spaces;
    private final Map<SpaceName, RetentionPolicy> policies = new ConcurrentHashMap<>();
    private final Map<SpaceName, String> positions = new ConcurrentHashMap<>();

    /**
     * @param spaces the spaces that exist
     */
    MemoryPolicies(Set<SpaceName> spaces) {
        this.spaces = spaces;
    }

    @Override
    public Optional<RetentionPolicy> find(SpaceName space) {
        return Optional.ofNullable(policies.get(space));
    }

    @Override
    public boolean put(SpaceName space, RetentionPolicy policy) {
        boolean exists = spaces.contains(space);
        if (exists) {
            policies.put(space, policy);
        }
        return exists;
    }

    @Override
    public synchronized boolean replace(SpaceName space, RetentionPolicy seen, RetentionPolicy policy) {
        return find(space).orElse(RetentionPolicy.NONE).equals(seen) && put(space, policy);
    }

    @Override
    public String position(SpaceName space) {
        return positions.getOrDefault(space, "");
    }

    @Override
    public void position(SpaceName space, String path) {
        positions.put(space, path);
    }
}
