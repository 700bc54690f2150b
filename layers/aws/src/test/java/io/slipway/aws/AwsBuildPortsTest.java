package io.slipway.aws;

import io.slipway.builds.contract.BuildContracts;
import io.slipway.builds.contract.BuildPorts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapters satisfy the contracts of all ports of builds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsBuildPortsTest extends BuildContracts {
    private AwsBuildPorts ports;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        ports = new AwsBuildPorts(folder);
    }

    @AfterAll
    void stop() {
        ports.close();
    }

    @Override
    protected BuildPorts ports() {
        return ports;
    }
}
