package io.slipway.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The folders in which jobs keep layers for later jobs of the same space: one for each space, removed with it.
 *
 * @param folder their parent
 */
record BuildCaches(Path folder) {

    /** Handles an event of the bus. */
    void receive(String type, JsonNode event) {
        if (type.equals(EventType.SPACE_DELETED.word())) {
            remove(event.path("name").asText());
        }
    }

    /** Removes a space's folder. A space's name cannot be a path outside the parent folder. */
    private void remove(String space) {
        try {
            DataFolder.remove(folder.resolve(new SpaceName(space).value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
