package io.slipway.aws.builds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.core.event.EventType;
import java.util.Optional;

/** Writes the details of events about builds. */
final class BuildEvents {
    private BuildEvents() {}

    static ObjectNode detail(Build build) {
        var deployment = build.inputs().deployment();
        return EventLog.detail(build.inputs().repository())
                .put("build", build.id().id())
                .put("tag", build.inputs().tag().toString())
                .put("package", build.inputs().sdi().id())
                .put("version", build.inputs().sdi().version())
                .put("deployment", deployment.id())
                .put("environment", deployment.environment())
                .put("engine", build.inputs().instant() ? "instant" : "job")
                .put("requestedBy", build.requestedBy())
                .put("jobToken", build.credential().id());
    }

    /** Writes the detail of the event about a new build. */
    static ObjectNode requested(Build build) {
        ObjectNode detail = detail(build).put("redeployment", build.redeployment());
        if (build.inputs().instant()) {
            detail.put("made", InstantBuilds.waits(build) ? "later" : "request");
        }
        return detail;
    }

    /** Writes the detail of the event about the end of a build. */
    static ObjectNode detail(Build build, BuildStatus status) {
        ObjectNode detail = detail(build).put("state", status.state().word());
        Optional.ofNullable(status.image()).ifPresent(image -> detail.put("digest", image.toString()));
        Optional.ofNullable(status.failure()).ifPresent(failure -> detail.put("message", failure.message()));
        return detail;
    }

    static EventType type(BuildStatus status) {
        return status.state() == BuildState.SUCCEEDED
                ? EventType.BUILD_SUCCEEDED
                : status.state() == BuildState.CANCELLED ? EventType.BUILD_CANCELLED : EventType.BUILD_FAILED;
    }
}
