package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes spaces as Octopus Deploy lists them, for its own clients: they look a space up by its name, and use the id in the URLs of packages. The id
 * is the name of a space in this registry.
 */
final class OctopusSpaces {
    private OctopusSpaces() {}

    /** Writes the spaces of which the name or the display name contains the text; case does not matter. */
    static ObjectNode write(List<Space> spaces, String part) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("ItemType", "Space");
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Space space : spaces) {
            name(space, part)
                    .ifPresent(name -> items.addObject()
                            .put("Id", space.name().value())
                            .put("Name", name)
                            .put("Description", space.settings().description())
                            .put("IsDefault", space.name().equals(SpaceName.DEFAULT)));
        }
        body.put("TotalResults", items.size()).set("Items", items);
        return body;
    }

    /** Chooses the name that matches; clients compare it with the text, and with its case. */
    private static Optional<String> name(Space space, String part) {
        return Stream.of(space.settings().displayName(), space.name().value())
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                .map(name -> name.equalsIgnoreCase(part) ? part : name)
                .findFirst();
    }
}
