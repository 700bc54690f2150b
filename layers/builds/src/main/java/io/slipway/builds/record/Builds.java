package io.slipway.builds.record;

import io.slipway.builds.inputs.BuildId;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The records of builds. Conditional writes keep concurrent requests from doing the same thing twice. */
public interface Builds {
    /** The retention of builds without an image, and of the inputs of others. The bucket's lifecycle rule must have the same value. */
    Duration RETENTION = Duration.ofDays(90);

    /**
     * Earlier builds that matter to a request.
     *
     * @param sameKey the last build of the same key
     * @param sameTag the last build of the same tag
     * @param image the digest of the tag's manifest
     */
    record Before(Optional<BuildId> sameKey, Optional<BuildId> sameTag, Optional<Digest> image) {}

    /** Finds a build by id. One read. */
    Optional<Build> find(BuildId id);

    /** Returns the earlier builds of this key and of this tag. Costs one read. */
    Before before(String key, RepositoryName repository, Tag tag);

    /**
     * Stores a new build, adds it to the queue, and makes it the last one of its key, tag and deployment, all in one
     * transaction. From then on, only its job can set the tag.
     *
     * @param before the state that was read, which must not have changed
     * @return false if it has changed, and nothing was stored
     */
    boolean add(Build build, Before before);

    /** Lists up to {@code limit} builds of a space, newest first, optionally only those before an id. */
    List<Build> list(SpaceName space, Optional<String> before, int limit);

    /** Returns the last build for each image of a deployment. */
    List<Build> ofDeployment(SpaceName space, String deployment);

    /** Records the job that runs the build; false if the build has ended, or runs as another job. Idempotent. */
    boolean started(BuildId id, String job, Instant when);

    /**
     * Replaces the lease of a running instant build, which its record stores as its job; false if another function
     * replaced it first, or the build has ended.
     */
    boolean lease(BuildId id, String expected, String next);

    /** Returns a build whose job never began to the queue; false if the build has ended, or runs as another job. */
    boolean waitAgain(BuildId id, String job);

    /**
     * Ends a build, and with it its job's right to set the tag; false if it has already ended, or the tag does not
     * refer to the image in the status.
     */
    boolean end(Build build, BuildStatus status);

    /** Ends a build whose job has not begun, as {@link #end} does; false if the job has begun, or the build has ended. */
    boolean endUnlessStarted(Build build, BuildStatus status);
}
