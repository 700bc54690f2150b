package io.slipway.aws;

import io.slipway.core.contract.RegistryPorts;
import io.slipway.packages.feed.PackageListing;
import io.slipway.packages.feed.PackageListingContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapter satisfies the contract of the list of packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoPackageListingTest extends PackageListingContract {
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
    protected PackageListing listing() {
        return registry.backend().packageListing();
    }
}
