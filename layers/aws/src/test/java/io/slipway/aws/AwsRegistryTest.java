package io.slipway.aws;

import io.slipway.core.contract.RegistryContracts;
import io.slipway.core.contract.RegistryPorts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapters satisfy the contracts of all ports of the registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsRegistryTest extends RegistryContracts {
    private AwsRegistry registry;

    @BeforeAll
    void start(@TempDir Path folder) {
        registry = new AwsRegistry(folder);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Override
    protected RegistryPorts ports() {
        return registry;
    }
}
