package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.variables.ScopeOptions;
import io.slipway.features.octostache.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of the request for a build. */
final class RequestParts {
    private RequestParts() {}

    /** Adds what the deployment is for beside its environment. */
    static void scope(ObjectNode body, ScopeOptions scope) {
        put(body, "tenant", scope.tenant());
        put(body, "tenantTags", scope.tenantTags());
        put(body, "channel", scope.channel());
        put(body, "roles", scope.roles());
        put(body, "machine", scope.machine());
        put(body, "step", scope.step());
        put(body, "process", scope.process());
    }

    /** The variables that hold, without what held for other deployments: the secrets of those stay here. */
    static ArrayNode variables(List<Variable> variables) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        variables.forEach(variable -> list.addObject()
                .put("Name", variable.name())
                .put("Value", variable.value())
                .put("IsSensitive", variable.sensitive()));
        return list;
    }

    private static void put(ObjectNode body, String field, @Nullable String text) {
        if (text != null) {
            body.put(field, text);
        }
    }

    private static void put(ObjectNode body, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(body.putArray(field)::add);
        }
    }
}
