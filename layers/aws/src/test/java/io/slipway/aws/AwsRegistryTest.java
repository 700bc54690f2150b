package io.slipway.aws;

import io.slipway.core.contract.BlobLinksContract;
import io.slipway.core.contract.BlobObjectsContract;
import io.slipway.core.contract.DeletionsContract;
import io.slipway.core.contract.KeysContract;
import io.slipway.core.contract.ManifestsContract;
import io.slipway.core.contract.PrincipalRulesContract;
import io.slipway.core.contract.ReferrersContract;
import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.contract.RepositoriesContract;
import io.slipway.core.contract.SpacesContract;
import io.slipway.core.contract.TokensContract;
import io.slipway.core.contract.UploadObjectsContract;
import io.slipway.core.contract.UploadsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The adapters keep the contracts of all ports of the registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsRegistryTest {
    private AwsRegistry registry;

    @BeforeAll
    void start(@TempDir Path folder) {
        registry = new AwsRegistry(folder);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Nested
    class StoredSpaces extends SpacesContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredRepositories extends RepositoriesContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredDeletions extends DeletionsContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredManifests extends ManifestsContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredReferrers extends ReferrersContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredBlobLinks extends BlobLinksContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredBlobObjects extends BlobObjectsContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredUploads extends UploadsContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredUploadObjects extends UploadObjectsContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredTokens extends TokensContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredPrincipalRules extends PrincipalRulesContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }

    @Nested
    class StoredKeys extends KeysContract {
        @Override
        protected RegistryPorts ports() {
            return registry;
        }
    }
}
