package io.slipway.builds.contract;

import io.slipway.builds.attest.Signer;
import io.slipway.builds.instant.Indexes;
import io.slipway.builds.instant.WrittenLayers;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.record.Builds;
import io.slipway.builds.retention.Deployments;
import io.slipway.builds.retention.Policies;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;

/** The ports of builds, all on one store. */
public interface BuildPorts {
    Builds builds();

    BuildQueue queue();

    BuildObjects objects();

    Jobs jobs();

    WrittenLayers layers();

    Indexes indexes();

    Deployments deployments();

    Policies policies();

    Signer signer();

    /** Creates a space. */
    void create(SpaceName space);

    /** Sets a tag to a manifest, as a push by the build's job does. */
    void tag(RepositoryName repository, Tag tag, Digest digest);
}
