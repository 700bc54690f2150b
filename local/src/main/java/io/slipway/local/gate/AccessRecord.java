package io.slipway.local.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records accesses: one line of JSON for each role, action and set of grants that allowed it, with the first resource.
 * Denied accesses have
 * no grants. The file grows with the template, not with the traffic. An access that cannot be recorded, as on a full disk, is recorded when it occurs again.
 */
final class AccessRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AccessRecord(Path file) {
        this.file = file;
    }

    void note(CallingPrincipal principal, AccessRequest access, PolicyDecision decision) {
        String once = principal.role() + " " + access.action() + " " + decision.grants();
        if (!known.add(once)) {
            return;
        }
        ObjectNode line = JSON.createObjectNode()
                .put("role", principal.role())
                .put("action", access.action())
                .put("allowed", decision.allowed())
                .put("resource", access.resource());
        line.set("grants", JSON.valueToTree(decision.grants()));
        try {
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            known.remove(once);
        }
    }
}
