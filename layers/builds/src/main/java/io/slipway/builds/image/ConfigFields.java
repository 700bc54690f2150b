package io.slipway.builds.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The fields of a configuration that matter for images. Docker also writes empty values, which matter only for containers. */
public final class ConfigFields {
    /** The fields of the container's config that images keep: those of the image specification, and Docker's own. */
    private static final List<String> CONTAINER = List.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Healthcheck",
            "ArgsEscaped",
            "Volumes",
            "WorkingDir",
            "OnBuild",
            "Labels",
            "StopSignal",
            "StopTimeout",
            "Shell");

    private ConfigFields() {}

    /** Copies the fields of the container's config that images keep. */
    public static ObjectNode container(JsonNode config) {
        return kept(config, CONTAINER);
    }

    /** Copies the named fields that are not empty, in the order of the names. */
    public static ObjectNode kept(JsonNode from, List<String> names) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            JsonNode value = from.path(name);
            boolean empty = value.isMissingNode()
                    || value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || (value.isTextual() && value.textValue().isEmpty());
            if (!empty) {
                kept.set(name, value.deepCopy());
            }
        }
        return kept;
    }
}
