package io.slipway.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An AWS service with a function for each operation. */
public final class JsonOperations implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An error of the service. */
    public static final class ServiceException extends RuntimeException {
        private final String type;

        /** @param type AWS's name of the error */
        public ServiceException(String type, String message) {
            super(message, null, false, false);
            this.type = type;
        }
    }

    private final Map<String, Function<JsonNode, ObjectNode>> operations;

    /** @param operations the operations by name */
    public JsonOperations(Map<String, Function<JsonNode, ObjectNode>> operations) {
        this.operations = Map.copyOf(operations);
    }

    @Override
    public Answer answer(String target, byte[] body) {
        try {
            return answer(200, operation(target).apply(JSON.readTree(body)));
        } catch (ServiceException e) {
            return answer(400, JSON.createObjectNode().put("__type", e.type).put("message", e.getMessage()));
        } catch (IOException e) {
            return answer(400, JSON.createObjectNode().put("__type", "SerializationException"));
        } catch (RuntimeException e) {
            return answer(
                    500,
                    JSON.createObjectNode().put("__type", "InternalFailure").put("message", e.toString()));
        }
    }

    private static Answer answer(int status, ObjectNode answer) {
        try {
            return new Answer(
                    status, Map.of("Content-Type", "application/x-amz-json-1.1"), JSON.writeValueAsBytes(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Function<JsonNode, ObjectNode> operation(String target) {
        return Optional.ofNullable(operations.get(target.substring(target.indexOf('.') + 1)))
                .orElseThrow(() -> new ServiceException("UnknownOperationException", "no operation " + target));
    }
}
