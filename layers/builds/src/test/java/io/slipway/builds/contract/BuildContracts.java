package io.slipway.builds.contract;

import org.junit.jupiter.api.Nested;

/** The contracts of all ports of builds, each as a nested test. */
public abstract class BuildContracts {
    protected abstract BuildPorts ports();

    @Nested
    class StoredBuilds extends BuildsContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredQueue extends BuildQueueContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredObjects extends BuildObjectsContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredLayers extends WrittenLayersContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredIndexes extends IndexesContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class RunningJobs extends JobsContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredDeployments extends DeploymentsContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class StoredPolicies extends PoliciesContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }

    @Nested
    class Signatures extends SignerContract {
        @Override
        protected BuildPorts ports() {
            return BuildContracts.this.ports();
        }
    }
}
