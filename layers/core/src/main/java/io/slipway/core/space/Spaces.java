package io.slipway.core.space;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Optional;

/** The spaces, and which repositories are in them. */
public interface Spaces {

    /** The space of this name. {@link SpaceName#DEFAULT} is always there. */
    Optional<Space> find(SpaceName name);

    /** All spaces, in the order of their names. */
    List<Space> list();

    /** Adds a space; false where the name is taken. */
    boolean add(Space space);

    /** Removes a space that has no repository; what happens to one that has is {@link SpaceNotEmptyException}. */
    boolean remove(SpaceName name);

    /** Whether the repository is there: it appears with its first manifest. */
    boolean hasRepository(RepositoryName repository);

    /** Throws what a request gets that names a space which does not exist. */
    default void require(SpaceName name) {
        if (find(name).isEmpty()) {
            throw unknown(name);
        }
    }

    /** What a request gets that names a space which does not exist. */
    static RegistryException unknown(SpaceName name) {
        return new RegistryException(
                ErrorCode.NAME_UNKNOWN,
                "there is no space " + name + " (the first of several segments of a name is the space)");
    }
}
