package io.slipway.core.memory;

import io.slipway.core.contract.RegistryContracts;
import io.slipway.core.contract.RegistryPorts;

/** The registry in memory satisfies the contracts of all ports. */
class MemoryRegistryTest extends RegistryContracts {
    private final MemoryRegistry registry = new MemoryRegistry();

    @Override
    protected RegistryPorts ports() {
        return registry;
    }
}
