package io.slipway.packages.feed;

import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.memory.MemoryRegistry;

class MemoryPackageListingTest extends PackageListingContract {
    private final MemoryRegistry registry = new MemoryRegistry();

    @Override
    protected RegistryPorts ports() {
        return registry;
    }

    @Override
    protected PackageListing listing() {
        return new MemoryPackageListing(registry);
    }
}
