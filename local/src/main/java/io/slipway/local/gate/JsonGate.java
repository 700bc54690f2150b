package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.emulators.JsonService;
import io.slipway.local.gate.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The services with a JSON protocol behind the gate. */
final class JsonGate {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The operations that write to the disk, after the stack is deployed. */
    private static final Set<String> WRITES = Set.of(
            "DynamoDB_20120810.PutItem",
            "DynamoDB_20120810.UpdateItem",
            "DynamoDB_20120810.DeleteItem",
            "DynamoDB_20120810.TransactWriteItems",
            "DynamoDB_20120810.BatchWriteItem",
            "CodeBuild_20161006.StartBuild");

    private final CallGuard guard;
    private final JsonAccess access;
    private final Map<String, JsonService> services;
    private final DiskSpace disk;

    JsonGate(CallGuard guard, JsonAccess access, Map<String, JsonService> services, DiskSpace disk) {
        this.guard = guard;
        this.access = access;
        this.services = Map.copyOf(services);
        this.disk = disk;
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
        if (WRITES.contains(target)) {
            disk.checkRecord();
        }
        JsonService.Answer answer = service.answer(target, body);
        return new AwsAnswer(answer.status(), answer.headers(), new ByteArrayInputStream(answer.body()));
    }
}
