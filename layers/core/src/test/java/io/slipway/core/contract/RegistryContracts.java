package io.slipway.core.contract;

import org.junit.jupiter.api.Nested;

/** The contracts of all ports of a registry, each as a nested test. */
public abstract class RegistryContracts {
    protected abstract RegistryPorts ports();

    @Nested
    class StoredSpaces extends SpacesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredRepositories extends RepositoriesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredDeletions extends DeletionsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredManifests extends ManifestsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBin extends BinContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBinContents extends BinContentsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class RestoredBin extends BinRestorationContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBinnedRepositories extends BinnedRepositoriesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredReferrers extends ReferrersContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBlobLinks extends BlobLinksContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBlobObjects extends BlobObjectsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredBlobBytes extends BlobBytesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredUploads extends UploadsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredUploadObjects extends UploadObjectsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredTokens extends TokensContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredIdentityRules extends IdentityRulesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredPrincipalRules extends PrincipalRulesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredKeys extends KeysContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredWebhooks extends WebhooksContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class StoredDeliveries extends DeliveriesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class CountedUsages extends UsagesContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class QueuedReviews extends ReviewsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class CollectedGarbage extends GarbageContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class ListedInventory extends InventoryContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }

    @Nested
    class RecordedEvents extends EventsContract {
        @Override
        protected RegistryPorts ports() {
            return RegistryContracts.this.ports();
        }
    }
}
