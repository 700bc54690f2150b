package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requires that each function's alias {@code live} has the most recently deployed code, layers and variables. */
final class ReleaseCheck extends AccountCheck {
    ReleaseCheck() {
        super(
                "release",
                "deploy again after 'sam build': a function's artifact contains the digest of its layers, and its version's"
                        + " description the values of its parameters, so that a change publishes a new version");
    }

    @Override
    CheckResult examine(AwsStack stack) throws IOException {
        Map<String, String> functions = stack.resources("AWS::Lambda::Function");
        List<String> old = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        for (Map.Entry<String, String> function : functions.entrySet()) {
            JsonNode live = stack.function(function.getValue(), "live");
            JsonNode latest = stack.function(function.getValue(), "$LATEST");
            JsonNode snapshot = live.path("SnapStart");
            if (snapshot.path("ApplyOn").asText().equals("PublishedVersions")
                    && !snapshot.path("OptimizationStatus").asText().equals("On")) {
                slow.add(function.getKey());
            }
            if (!live.path("CodeSha256").equals(latest.path("CodeSha256"))
                    || !layers(live).equals(layers(latest))
                    || !live.path("Environment").equals(latest.path("Environment"))) {
                old.add(function.getKey() + " (version " + live.path("Version").asText() + ")");
            }
        }
        if (!slow.isEmpty()) {
            return CheckResult.failed(
                    "Lambda must have a snapshot of each function that handles requests, but has none of "
                            + String.join(", ", slow),
                    "the function's log of the deployment shows the cause; deploy again to publish another version");
        }
        return old.isEmpty() && !functions.isEmpty()
                ? CheckResult.ok(functions.size() + " functions run the latest deployment")
                : CheckResult.failed(
                        "the alias live must have the latest deployment, but it is older for "
                                + (old.isEmpty() ? "a stack without functions" : String.join(", ", old)),
                        remedy());
    }

    private static List<String> layers(JsonNode function) {
        return function.path("Layers")
                .valueStream()
                .map(layer -> layer.path("Arn").asText())
                .toList();
    }
}
