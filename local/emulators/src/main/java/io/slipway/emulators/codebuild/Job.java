package io.slipway.emulators.codebuild;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build of a project, as it is kept.
 *
 * @param id {@code project:uuid}
 * @param project the project's name
 * @param token the idempotency token that it was started with
 * @param variables the variables that its start added
 * @param status {@code IN_PROGRESS} or one of the ends
 * @param phase the phase that it is in, or failed in
 * @param context what is to be said about it
 * @param started in milliseconds since 1970
 * @param ended in milliseconds since 1970; 0 as long as it runs
 * @param process the process that runs it
 * @param processStarted when that process began, in milliseconds since 1970: ids come again
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
