package io.slipway.builds.inputs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.features.variables.ScopeParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a deployment target, in the API and in records. Missing values are omitted, so that records and keys of
 * builds without them do not change.
 */
public final class DeploymentTargetJson {
    private DeploymentTargetJson() {}

    public static ObjectNode write(DeploymentTarget target) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", target.id()).put("environment", target.environment()).put("tenant", target.tenant());
        putParts(node, target);
        return node;
    }

    /** Adds the given parts that choose between scoped values. */
    public static void putParts(ObjectNode node, ScopeParts parts) {
        put(node, "tenant", parts.tenant());
        put(node, "tenantTags", parts.tenantTags());
        put(node, "channel", parts.channel());
        put(node, "roles", parts.roles());
        put(node, "machine", parts.machine());
        put(node, "step", parts.step());
        put(node, "process", parts.process());
    }

    /** Reads the output of {@link #write}. */
    public static DeploymentTarget read(JsonNode node) {
        return new DeploymentTarget(
                node.path("id").asText(),
                node.path("environment").asText(),
                node.path("tenant").textValue(),
                texts(node.path("tenantTags")),
                node.path("channel").textValue(),
                texts(node.path("roles")),
                node.path("machine").textValue(),
                node.path("step").textValue(),
                node.path("process").textValue());
    }

    private static void put(ObjectNode node, String field, @Nullable String text) {
        if (text != null) {
            node.put(field, text);
        }
    }

    private static void put(ObjectNode node, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.putArray(field)::add);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
