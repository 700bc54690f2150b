package io.slipway.core.event;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists recorded changes. */
public interface Events {

    /**
     * Lists the changes of a space, or of the whole registry, the newest first. One query a page.
     *
     * @param since the creation of the space: older events belonged to another space of the same name
     * @param before the id of the last event of the page before; empty for the first page
     */
    List<Event> list(Optional<SpaceName> space, Instant since, Optional<String> before, int limit);
}
