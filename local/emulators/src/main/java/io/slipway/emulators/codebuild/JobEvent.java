package io.slipway.emulators.codebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes a build in responses ("Build" of CodeBuild's API) and in events ("Build notifications reference"). */
final class JobEvent {
    private static final double MILLIS = 1000.0;

    private JobEvent() {}

    /** Returns the build as in the API's responses; times are seconds since 1970. */
    static ObjectNode build(Job job) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", job.id());
        node.put("arn", job.arn());
        node.put("projectName", job.project());
        node.put("buildStatus", job.status());
        node.put("buildComplete", !job.runs());
        node.put("currentPhase", job.runs() ? job.phase() : "COMPLETED");
        node.put("startTime", job.started() / MILLIS);
        if (!job.runs()) {
            node.put("endTime", job.ended() / MILLIS);
        }
        ObjectNode phase = node.putArray("phases").addObject();
        phase.put("phaseType", phase(job));
        phase.put("phaseStatus", job.status());
        if (!job.context().isEmpty()) {
            phase.putArray("contexts").addObject().put("statusCode", "").put("message", job.context());
        }
        ArrayNode variables = node.putObject("environment")
                .put("type", "LINUX_CONTAINER")
                .put("image", "this machine")
                .put("computeType", "BUILD_GENERAL1_SMALL")
                .putArray("environmentVariables");
        job.variables()
                .forEach((name, value) -> variables
                        .addObject()
                        .put("name", name)
                        .put("value", value)
                        .put("type", "PLAINTEXT"));
        return node;
    }

    private static String code(Job job) {
        return job.status().equals("TIMED_OUT") ? "BUILD_TIMED_OUT" : "COMMAND_EXECUTION_ERROR";
    }

    private static String phase(Job job) {
        return switch (job.phase()) {
            case "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD", "SUBMITTED", "PROVISIONING", "COMPLETED" -> job.phase();
            default -> "BUILD";
        };
    }

    /** Returns the detail of the event "CodeBuild Build State Change". */
    static ObjectNode detail(Job job, Project project) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("build-status", job.status());
        detail.put("project-name", job.project());
        detail.put("build-id", job.arn());
        ObjectNode more = detail.putObject("additional-information");
        more.put("build-complete", !job.runs());
        more.put("timeout-in-minutes", project.timeout().toMinutes());
        more.put("initiator", "slipway");
        more.put("build-number", 1);
        ObjectNode environment = more.putObject("environment");
        environment.put("type", "LINUX_CONTAINER").put("privileged-mode", true);
        ArrayNode variables = environment.putArray("environment-variables");
        project.environment().forEach((name, value) -> variable(variables, name, value));
        job.variables().forEach((name, value) -> variable(variables, name, value));
        ObjectNode phase = more.putArray("phases").addObject();
        phase.put("phase-type", phase(job));
        if (!job.runs()) {
            phase.put("phase-status", job.status());
            phase.putArray("phase-context").add(job.context().isEmpty() ? ": " : code(job) + ": " + job.context());
        }
        detail.put("current-phase", job.runs() ? "SUBMITTED" : "COMPLETED");
        detail.put("current-phase-context", "[]");
        detail.put("version", "1");
        return detail;
    }

    private static void variable(ArrayNode into, String name, String value) {
        into.addObject().put("name", name).put("type", "PLAINTEXT").put("value", value);
    }
}
