package io.slipway.builds.retention;

import io.slipway.core.name.SpaceName;
import java.util.Optional;

/** The documents of the spaces, and how far the runs of their rules have come. */
public interface Policies {
    /** The policy of a space, if it has one. One read. */
    Optional<RetentionPolicy> find(SpaceName space);

    /** Gives a space a policy; false where the space is not there, or on its way out. One write. */
    boolean put(SpaceName space, RetentionPolicy policy);

    /** The path of the repository after which the next run begins; empty for the first one. One read. */
    String position(SpaceName space);

    /** Notes where the next run begins. One write. */
    void position(SpaceName space, String path);
}
