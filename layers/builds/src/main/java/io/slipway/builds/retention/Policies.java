package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.util.Optional;

/** Stores the rules of spaces, and the progress of their runs. */
public interface Policies {
    /** The policy of a space, if it has one. One read. */
    Optional<RetentionPolicy> find(SpaceName space);

    /** Gives a space a policy; false if the space does not exist or is being deleted. One write. */
    boolean put(SpaceName space, RetentionPolicy policy);

    /** Replaces the policy of a space that was read; false also if the policy has changed since. One write. */
    boolean replace(SpaceName space, RetentionPolicy seen, RetentionPolicy policy);

    /** Returns the path of the repository after which the next run begins; empty for the first one. One read. */
    String position(SpaceName space);

    /** Stores the path of the repository after which the next run begins. One write. */
    void position(SpaceName space, String path);
}
