package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.util.Optional;

/** Stores the retention policies of spaces, and the progress of their runs. */
public interface Policies {
    /** Finds the policy of a space. One read. */
    Optional<RetentionPolicy> find(SpaceName space);

    /** Sets the policy of a space; false if the space does not exist or is being deleted. One write. */
    boolean put(SpaceName space, RetentionPolicy policy);

    /** Replaces the policy of a space; false also if it has changed since it was read. One write. */
    boolean replace(SpaceName space, RetentionPolicy seen, RetentionPolicy policy);

    /** Returns the path of the repository after which the next run begins; empty to begin with the first. One read. */
    String position(SpaceName space);

    /** Stores the path of the repository after which the next run begins. One write. */
    void position(SpaceName space, String path);
}
