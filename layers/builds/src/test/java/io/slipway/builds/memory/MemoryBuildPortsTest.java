package io.slipway.builds.memory;

import io.slipway.builds.contract.BuildContracts;
import io.slipway.builds.contract.BuildPorts;

/** The twins in memory keep the contracts of all ports of builds. */
class MemoryBuildPortsTest extends BuildContracts {
    private static final MemoryBuildPorts PORTS = new MemoryBuildPorts();

    @Override
    protected BuildPorts ports() {
        return PORTS;
    }
}
