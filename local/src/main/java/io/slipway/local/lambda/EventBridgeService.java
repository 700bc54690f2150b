package io.slipway.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.emulators.JsonOperations;
import io.slipway.emulators.JsonService;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** EventBridge's PutEvents, on the account's only bus. */
public final class EventBridgeService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventBridgeService() {}

    /** Returns the service of a bus that may start later. */
    public static JsonService of(Supplier<EventBus> bus) {
        return new JsonOperations(Map.of("PutEvents", request -> putEvents(bus.get(), request)));
    }

    private static ObjectNode putEvents(EventBus bus, JsonNode request) {
        ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
        ArrayNode entries = answer.putArray("Entries");
        for (JsonNode entry : request.path("Entries")) {
            try {
                bus.publish(
                        entry.path("Source").asText(), entry.path("DetailType").asText(), (ObjectNode)
                                JSON.readTree(entry.path("Detail").asText()));
            } catch (JsonProcessingException e) {
                throw new JsonOperations.ServiceException("MalformedDetail", "the detail must be JSON");
            }
            entries.addObject().put("EventId", UUID.randomUUID().toString());
        }
        return answer;
    }
}
