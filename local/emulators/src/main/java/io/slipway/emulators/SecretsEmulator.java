package io.slipway.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The only Secrets Manager operation that Slipway uses: GetSecretValue. */
public final class SecretsEmulator implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final JsonOperations operations = new JsonOperations(Map.of("GetSecretValue", this::getSecretValue));

    private SecretsEmulator() {}

    /**
     * Starts with these secrets.
     *
     * @param secrets the secrets by name; a name followed by {@code #AWSPREVIOUS} is the previous version
     */
    public static SecretsEmulator start(Map<String, String> secrets) {
        SecretsEmulator emulator = new SecretsEmulator();
        emulator.secrets.putAll(secrets);
        return emulator;
    }

    /** Changes the value of a secret, like a rotation. */
    public void put(String name, String value) {
        secrets.put(name, value);
    }

    @Override
    public Answer answer(String target, byte[] body) {
        return operations.answer(target, body);
    }

    private ObjectNode getSecretValue(JsonNode request) {
        String id = request.path("SecretId").asText();
        String stage = request.path("VersionStage").asText("AWSCURRENT");
        String value = secrets.get(stage.equals("AWSCURRENT") ? id : id + "#" + stage);
        if (value == null) {
            throw new JsonOperations.ServiceException("ResourceNotFoundException", "there is no such secret");
        }
        return JSON.createObjectNode().put("Name", id).put("SecretString", value);
    }
}
