package io.slipway.function.builds;

import io.slipway.aws.builds.CodeBuildJobs;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state change of a build in CodeBuild ("Build notifications reference").
 *
 * @param job the job's id
 * @param build the build that it runs, if the event contains the job's variables
 * @param status its status
 */
record JobStateChange(String job, Optional<BuildId> build, JobStatus status) {
    /** The part of the job's ARN before its id. */
    private static final String BUILD = ":build/";

    static Optional<JobStateChange> read(Map<String, Object> detail) {
        if (!(detail.get("build-id") instanceof String arn)
                || !arn.contains(BUILD)
                || !(detail.get("build-status") instanceof String status)) {
            return Optional.empty();
        }
        Object more = detail.get("additional-information");
        try {
            return Optional.of(new JobStateChange(
                    arn.substring(arn.indexOf(BUILD) + BUILD.length()),
                    variable(more).map(BuildId::parse),
                    new JobStatus(state(status, more), context(more))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JobStatus.State state(String status, @Nullable Object more) {
        boolean neverBegan = status.equals("TIMED_OUT")
                && list(get(more, "phases")).stream()
                        .anyMatch(phase -> "QUEUED".equals(get(phase, "phase-type"))
                                && "TIMED_OUT".equals(get(phase, "phase-status")));
        return neverBegan ? JobStatus.State.NEVER_BEGAN : JobStatus.State.valueOf(status);
    }

    private static Optional<String> variable(@Nullable Object more) {
        return list(get(get(more, "environment"), "environment-variables")).stream()
                .filter(it -> CodeBuildJobs.BUILD.equals(get(it, "name")))
                .flatMap(it -> get(it, "value") instanceof String value
                        ? Optional.of(value).stream()
                        : java.util.stream.Stream.empty())
                .findFirst();
    }

    /** Returns the message of the first phase that has one: {@code COMMAND_EXECUTION_ERROR: Error while executing command: …}. */
    private static String context(@Nullable Object more) {
        return list(get(more, "phases")).stream()
                .flatMap(phase -> list(get(phase, "phase-context")).stream()
                        .filter(text -> text instanceof String it && it.length() > ": ".length())
                        .map(text -> get(phase, "phase-type") + ": " + text))
                .findFirst()
                .orElse("");
    }

    private static @Nullable Object get(@Nullable Object map, String key) {
        return map instanceof Map<?, ?> it ? it.get(key) : null;
    }

    private static List<?> list(@Nullable Object list) {
        return list instanceof List<?> it ? it : List.of();
    }
}
