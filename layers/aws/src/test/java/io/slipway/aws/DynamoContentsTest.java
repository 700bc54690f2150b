package io.slipway.aws;

import io.slipway.builds.contract.ContentsContract;
import io.slipway.builds.retention.Contents;
import io.slipway.core.contract.RegistryPorts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapter satisfies the contract of the contents of repositories. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoContentsTest extends ContentsContract {
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

    @Override
    protected Contents contents() {
        return registry.backend().forBuilds().contents();
    }
}
