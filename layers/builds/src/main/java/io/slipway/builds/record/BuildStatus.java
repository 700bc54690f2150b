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
 * @param ended the time of its end
 * @param job the job's id in CodeBuild
 * @param image the digest of the image's manifest
 * @param configImage the digest of the image of the changed files alone; null if the SDI requests none
 * @param failure the reason if the build failed
 */
public record BuildStatus(
        BuildState state,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable String job,
        @Nullable Digest image,
        @Nullable Digest configImage,
        @Nullable BuildFailure failure) {
    /** Nothing has happened yet. */
    public static final BuildStatus NEW = new BuildStatus(BuildState.QUEUED, null, null, null, null, null, null);

    /** The same with this image of the changed files alone. */
    public BuildStatus withConfigImage(@Nullable Digest other) {
        return new BuildStatus(state, started, ended, job, image, other, failure);
    }

    /** The same, ended like this. */
    public BuildStatus ended(BuildState state, Instant when, @Nullable Digest image, @Nullable BuildFailure failure) {
        return new BuildStatus(state, started, when, job, image, configImage, failure);
    }
}
