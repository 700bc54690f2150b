package io.slipway.local.front;

import io.slipway.edge.EdgeFunction;
import io.slipway.local.template.DistributionResource;
import java.util.HashMap;
import java.util.Map;

/**
 * The loaded edge functions of the distribution.
 *
 * @param byId the functions by their logical ids
 */
public record EdgeFunctions(Map<String, EdgeFunction> byId) implements AutoCloseable {
    public EdgeFunctions {
        byId = Map.copyOf(byId);
    }

    /**
     * Loads the functions.
     *
     * @param ticketKey the secret for verifying tickets
     */
    public static EdgeFunctions load(DistributionResource distribution, String ticketKey) {
        Map<String, String> store = Map.of("ticket-key", ticketKey);
        EdgeRules.checkCode(distribution.edgeFunctions());
        Map<String, EdgeFunction> loaded = new HashMap<>();
        distribution.edgeFunctions().forEach((id, code) -> loaded.put(id, new EdgeFunction(code, store)));
        return new EdgeFunctions(loaded);
    }

    @Override
    public void close() {
        byId.values().forEach(EdgeFunction::close);
    }
}
