package io.slipway.emulators.codebuild;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored record of a project's build.
 *
 * @param id {@code project:uuid}
 * @param project the project's name
 * @param token the idempotency token of its start
 * @param variables the variables that its start added
 * @param status {@code IN_PROGRESS} or a final status
 * @param phase its current or failed phase
 * @param context the message about it
 * @param started its start in milliseconds since 1970
 * @param ended its end in milliseconds since 1970; 0 while it runs
 * @param process the id of its process
 * @param processStarted the start of that process in milliseconds since 1970, because ids are reused
 */
record Job(
        String id,
        String project,
        @Nullable String token,
        Map<String, String> variables,
        String status,
        String phase,
        String context,
        long started,
        long ended,
        long process,
        long processStarted) {
    static final String IN_PROGRESS = "IN_PROGRESS";

    Job {
        variables = Map.copyOf(new TreeMap<>(variables));
    }

    boolean runs() {
        return status.equals(IN_PROGRESS);
    }

    String uuid() {
        return id.substring(id.indexOf(':') + 1);
    }

    String arn() {
        return "arn:aws:codebuild:us-east-1:000000000000:build/" + id;
    }

    Job in(ProcessHandle handle) {
        long began = handle.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
        return new Job(id, project, token, variables, status, phase, context, started, ended, handle.pid(), began);
    }

    Job ended(String status, String phase, String context) {
        return new Job(
                id,
                project,
                token,
                variables,
                status,
                phase,
                context,
                started,
                System.currentTimeMillis(),
                process,
                processStarted);
    }
}
