package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.emulators.JsonService;
import io.slipway.local.gate.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** The services with a JSON protocol behind the gate. */
final class JsonGate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallGuard guard;
    private final JsonAccess access;
    private final Map<String, JsonService> services;

    JsonGate(CallGuard guard, JsonAccess access, Map<String, JsonService> services) {
        this.guard = guard;
        this.access = access;
        this.services = Map.copyOf(services);
    }

    AwsAnswer answer(AwsRequest request, byte[] body, SignatureV4.Verified verified) throws Refusal {
        String target = request.header("x-amz-target");
        String prefix = JsonAccess.TARGETS.getOrDefault(verified.service(), "\0");
        JsonService service = services.get(verified.service());
        if (service == null || !target.startsWith(prefix)) {
            throw new Refusal(Reason.NO_OPERATION, "there is no operation " + target + " of " + verified.service());
        }
        JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (IOException e) {
            throw new Refusal(Reason.NO_OPERATION, "the body must be JSON");
        }
        guard.check(verified.keyId(), access.of(verified.service(), target.substring(prefix.length()), asked));
        JsonService.Answer answer = service.answer(target, body);
        return new AwsAnswer(answer.status(), answer.headers(), new ByteArrayInputStream(answer.body()));
    }
}
