package io.slipway.core.build;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The records of builds. What may not happen twice is settled by conditions here, whoever else writes at the same time. */
public interface Builds {

    /**
     * A pointer to a build that others may want to replace.
     *
     * @param key the key of the build
     * @param build which build it is
     */
    record Pointer(String key, BuildId build) {}

    /** The build of this id. One read. */
    Optional<Build> find(BuildId id);

    /** The last build of this key in the space. One read. */
    Optional<Pointer> byKey(SpaceName space, String key);

    /** The last build that was to make the image of this tag. One read. */
    Optional<Pointer> byTag(RepositoryName repository, Tag tag);

    /**
     * Stores a new build, puts it into the queue, and makes it the last one of its key, its tag and its deployment: all or nothing.
     *
     * @param sameKey what the last build of the key must still be, or empty where there must be none
     * @param sameTag what the last build of the tag must still be, or empty where there must be none
     * @return false where another was faster, and nothing was stored
     */
    boolean add(Build build, Optional<BuildId> sameKey, Optional<BuildId> sameTag);

    /** Builds of a space, the newest first: at most so many, beginning before this id where one is given. */
    List<Build> list(SpaceName space, Optional<String> before, int limit);

    /** The last build of each image of a deployment. */
    List<Build> ofDeployment(SpaceName space, String deployment);

    /** Notes the job that runs the build; false where the build has ended, or runs as another job. Repeating it changes nothing. */
    boolean started(BuildId id, String job, Instant when);

    /** Ends a build; false where it has ended already. */
    boolean end(BuildId id, BuildStatus status);

    /** Ends a build whose job has not begun; false where one has, or the build has ended. */
    boolean endUnlessStarted(BuildId id, BuildStatus status);
}
