package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.local.gate.Gate;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The roles of the template have exactly the grants that the whole run needs. Failsafe runs this test after all others
 * of this module; it is skipped if some have not run. Without all clients, it cannot tell which grants are needed.
 */
class GrantsTest {
    /** The services behind the gate. The use of others, such as logs, is unknown here. */
    private static final Set<String> BEHIND_THE_GATE =
            Set.of("dynamodb", "s3", "secretsmanager", "kms", "codebuild", "events");

    /**
     * Functions that only run at a deployment, or have nothing to do within a day: the janitor's reviews are due after
     * a run has ended.
     */
    private static final Set<String> NOT_RUN_HERE = Set.of("SetupFunction", "JanitorFunction");

    /**
     * The grants that are only needed in AWS: if S3 has no checksum of an uploaded body, a copy makes it compute one.
     * The emulator always has it.
     */
    private static final Set<String> ONLY_ON_AN_ACCOUNT = Set.of("LandedFunction s3:PutObject");

    /** Functions that both start, stop and end builds; which of them does so first is a matter of chance. */
    private static final Set<String> DISPATCHERS = Set.of("BuildsFunction", "JobsFunction");

    private Stack stack;
    private List<JsonNode> accesses;

    @BeforeEach
    void haveAWholeRun() throws IOException {
        assumeTrue(
                Accesses.users().containsAll(SharedCloud.allUsers()),
                "the other tests of this module have not run: their accesses are missing");
        accesses = Accesses.all();
        Path root = Cloud.root();
        stack = Stack.read(root.resolve("template.yaml"), Map.of());
    }

    @Test
    void every_used_permission_is_granted() {
        assertThat(accesses)
                .filteredOn(access -> !access.path("allowed").asBoolean())
                .isEmpty();
    }

    /** Removes each action from each statement, whereupon a call of the run is denied. */
    @Test
    void every_granted_permission_is_needed() {
        assumeFalse(
                Accesses.hasSkippedTest(),
                "other tests of this module were skipped, because a client is not installed: their accesses are missing");
        Set<Set<String>> waysIn = accesses.stream()
                .map(access -> StreamSupport.stream(access.path("grants").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        Set<String> idle = new TreeSet<>(Gate.grants(stack));
        idle.removeIf(grant -> waysIn.contains(Set.of(grant)) || isElsewhere(grant) || isDispatched(grant));
        assertThat(idle).as("grants that no call of the whole run needed").isEmpty();
    }

    private static boolean isElsewhere(String grant) {
        String role = grant.substring(0, grant.indexOf('#'));
        String service = grant.substring(grant.indexOf(' ') + 1).split(":", 2)[0];
        String action = grant.substring(grant.indexOf(' '));
        return NOT_RUN_HERE.contains(role)
                || !BEHIND_THE_GATE.contains(service)
                || ONLY_ON_AN_ACCOUNT.contains(role + action);
    }

    /** Returns whether the grant is one of a dispatcher, and a dispatcher used its action. */
    private boolean isDispatched(String grant) {
        String action = grant.substring(grant.indexOf(' ') + 1);
        return DISPATCHERS.contains(grant.substring(0, grant.indexOf('#')))
                && accesses.stream()
                        .anyMatch(access -> access.path("allowed").asBoolean()
                                && DISPATCHERS.contains(access.path("role").asText())
                                && access.path("action").asText().equals(action));
    }
}
