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

/** The records of builds. Conditions of the writes keep concurrent requests from doing the same thing twice. */
public interface Builds {
    /** The time for which builds without an image, and the inputs of others, are kept. The bucket's lifecycle has the same number. */
    Duration RETENTION = Duration.ofDays(90);

    /**
     * Earlier builds that matter to a request.
     *
     * @param sameKey the last build of the same key
     * @param sameTag the last build of the same tag
     * @param image the digest that the tag names
     */
    record Before(Optional<BuildId> sameKey, Optional<BuildId> sameTag, Optional<Digest> image) {}

    /** The build of this id. One read. */
    Optional<Build> find(BuildId id);

    /** Returns the earlier builds of this key and of this tag. Costs one read. */
    Before before(String key, RepositoryName repository, Tag tag);

    /**
     * Stores a new build, puts it into the queue, and makes it the last one of its key, its tag and its deployment: all or nothing. From then on only
     * its job sets the tag.
     *
     * @param before the state that was read, which must not have changed
     * @return false if it has changed, and nothing was stored
     */
    boolean add(Build build, Before before);

    /** Lists builds of a space, the newest first: at most so many, before this id if one is given. */
    List<Build> list(SpaceName space, Optional<String> before, int limit);

    /** The last build of each image of a deployment. */
    List<Build> ofDeployment(SpaceName space, String deployment);

    /** Records the job that runs the build; false if the build has ended, or runs as another job. Repeating it changes nothing. */
    boolean started(BuildId id, String job, Instant when);

    /** Replaces the lease of an instant build that runs, which its record has as its job; false where another was faster, or it has ended. */
    boolean lease(BuildId id, String expected, String next);

    /** Puts a build whose job never began back into the queue; false if the build has ended, or runs as another job. */
    boolean waitAgain(BuildId id, String job);

    /** Ends a build, and with it its job's right to set the tag; false if it has ended already, or the tag does not name the image in the status. */
    boolean end(Build build, BuildStatus status);

    /** Ends a build whose job has not begun, as {@link #end} does; false if the job has begun, or the build has ended. */
    boolean endUnlessStarted(Build build, BuildStatus status);
}
