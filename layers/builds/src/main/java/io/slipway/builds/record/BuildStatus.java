package io.slipway.builds.record;

import io.slipway.builds.report.BuildFailure;
import io.slipway.core.digest.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a build that change while it runs.
 *
 * @param state the state
 * @param started the time at which its job began
 * @param ended the time at which it ended
 * @param job the job's id in CodeBuild
 * @param image the digest of the image's manifest
 * @param configImage the digest of the image of only the changed files; null if the SDI does not request it
 * @param failure the reason, if the build failed
 */
public record BuildStatus(
        BuildState state,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable String job,
        @Nullable Digest image,
        @Nullable Digest configImage,
        @Nullable BuildFailure failure) {
    /** The status of a new build. */
    public static final BuildStatus NEW = new BuildStatus(BuildState.QUEUED, null, null, null, null, null, null);

    /** Returns a copy with this image of only the changed files. */
    public BuildStatus withConfigImage(@Nullable Digest other) {
        return new BuildStatus(state, started, ended, job, image, other, failure);
    }

    /** Returns a copy that has ended with this result. */
    public BuildStatus ended(BuildState state, Instant when, @Nullable Digest image, @Nullable BuildFailure failure) {
        return new BuildStatus(state, started, when, job, image, configImage, failure);
    }
}
