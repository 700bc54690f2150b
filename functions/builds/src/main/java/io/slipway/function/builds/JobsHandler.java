package io.slipway.function.builds;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.LambdaLog;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.queue.JobWatch;
import io.slipway.builds.record.Build;
import io.slipway.core.event.EventType;
import io.slipway.core.log.LogLine;
import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles CodeBuild's event "CodeBuild Build State Change", the registry's own event about an instant build that is
 * too long for a request, and a schedule for lost events.
 */
public final class JobsHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
    private static final String STATE_CHANGE = "CodeBuild Build State Change";

    private final BuildParts parts;
    private final JobWatch watch;
    private final InstantBuilds instant;

    public JobsHandler() {
        this(System.getenv());
    }

    public JobsHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    JobsHandler(Backend backend) {
        this.parts = new BuildParts(backend);
        this.watch = parts.watch();
        this.instant = parts.instant();
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        if (EventType.BUILD_REQUESTED.word().equals(event.getDetailType())) {
            instant.make(requested(event.getDetail()));
        } else if (STATE_CHANGE.equals(event.getDetailType())) {
            changed(event, context);
        } else {
            watch.sweep();
            instant.sweep();
        }
        return null;
    }

    private static BuildId requested(Map<String, Object> detail) {
        return new BuildId(new SpaceName(String.valueOf(detail.get("space"))), String.valueOf(detail.get("build")));
    }

    private void changed(ScheduledEvent event, Context context) {
        Optional<JobStateChange> job = JobStateChange.read(event.getDetail());
        if (job.isEmpty()) {
            LambdaLog.write(context, LogLine.warn("the event must be about a build's job"));
            return;
        }
        job.get()
                .build()
                .or(() -> withJob(job.get().job()))
                .ifPresent(
                        build -> watch.event(build, job.get().job(), job.get().status()));
    }

    /** Finds the build of an event that lacks the job's variables. */
    private Optional<BuildId> withJob(String job) {
        return parts.queue().placed().stream()
                .map(parts.builds()::find)
                .flatMap(Optional::stream)
                .filter(build -> job.equals(build.status().job()))
                .map(Build::id)
                .findFirst();
    }
}
