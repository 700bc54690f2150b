package io.slipway.builds.memory;

import io.slipway.builds.contract.BuildContracts;
import io.slipway.builds.contract.BuildPorts;

/** Tests the in-memory twins against the contracts of all ports of builds. */
class MemoryBuildPortsTest extends BuildContracts {
    private static final MemoryBuildPorts PORTS = new MemoryBuildPorts();

    @Override
    protected BuildPorts ports() {
        return PORTS;
    }
}
