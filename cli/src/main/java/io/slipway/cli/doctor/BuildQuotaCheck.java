package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Map;

/** Requires that the account may run builds on the project's compute type. */
final class BuildQuotaCheck extends AccountCheck {
    private static final Map<String, String> QUOTAS = Map.of(
            "BUILD_GENERAL1_SMALL", "Concurrently running builds for Linux/Small environment",
            "BUILD_GENERAL1_MEDIUM", "Concurrently running builds for Linux/Medium environment",
            "BUILD_GENERAL1_LARGE", "Concurrently running builds for Linux/Large environment",
            "BUILD_GENERAL1_XLARGE", "Concurrently running builds for Linux/XLarge environment");

    BuildQuotaCheck() {
        super(
                "CodeBuild concurrency",
                "request an increase of the CodeBuild quota for this machine in Service Quotas, or deploy with another"
                        + " BuildComputeType");
    }

    @Override
    CheckResult examine(AwsStack stack) throws IOException {
        String project =
                String.join("", stack.resources("AWS::CodeBuild::Project").values());
        var input = JsonNodeFactory.instance.objectNode();
        input.putArray("names").add(project);
        String machine = stack.account()
                .call("codebuild", "CodeBuild_20161006.BatchGetProjects", input)
                .at("/projects/0/environment/computeType")
                .asText();
        String quota = QUOTAS.getOrDefault(machine, machine);
        double value = stack.quotas("codebuild").getOrDefault(quota, 0.0);
        return value >= 1
                ? CheckResult.ok((int) value + " builds at once on " + machine + "; further ones wait")
                : CheckResult.failed("the quota '" + quota + "' must be at least 1, but was " + (int) value, remedy());
    }
}
