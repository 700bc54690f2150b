package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.features.octostache.Variable;
import java.util.List;

/** Parts of the request for a build. */
final class RequestParts {
    private RequestParts() {}

    /** Returns only the variables of this deployment, so that the secrets of others are not sent. */
    static ArrayNode variables(List<Variable> variables) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        variables.forEach(variable -> list.addObject()
                .put("Name", variable.name())
                .put("Value", variable.value())
                .put("IsSensitive", variable.sensitive()));
        return list;
    }
}
