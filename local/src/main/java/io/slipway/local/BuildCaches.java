package io.slipway.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
        Path root = folder.resolve(new SpaceName(space).value());
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> paths = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
