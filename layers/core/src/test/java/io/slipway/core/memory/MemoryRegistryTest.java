package io.slipway.core.memory;

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
import org.junit.jupiter.api.Nested;

/** The registry in memory keeps the contracts of all ports. */
class MemoryRegistryTest {
    private final MemoryRegistry registry = new MemoryRegistry();

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
