package io.slipway.builds.memory;

import io.slipway.builds.contract.ContentsContract;
import io.slipway.builds.retention.Contents;
import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.memory.MemoryRegistry;

class MemoryContentsTest extends ContentsContract {
    private final MemoryRegistry registry = new MemoryRegistry();

    @Override
    protected RegistryPorts ports() {
        return registry;
    }

    @Override
    protected Contents contents() {
        return new MemoryContents(registry);
    }
}
