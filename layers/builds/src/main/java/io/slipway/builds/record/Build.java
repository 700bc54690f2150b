package io.slipway.builds.record;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a build.
 *
 * @param key the digest of all its inputs: builds with the same key make the same image
 * @param inputs its inputs, without the variables
 * @param redeployment whether it may replace the image that the tag names
 * @param requestedBy the id of the token that requested it
 * @param credential the credential of its job, once it has begun
 * @param created the time of the request
 * @param status its status
 * @param reason the reason for which a job makes the image; empty if the instant engine does
 * @param configImage whether an image of the changed files alone is made, too
 */
public record Build(
        String key,
        BuildInputs inputs,
        boolean redeployment,
        String requestedBy,
        JobCredential credential,
        Instant created,
        BuildStatus status,
        String reason,
        boolean configImage) {
    /** A build without a reason for a job. */
    public Build(
            String key,
            BuildInputs inputs,
            boolean redeployment,
            String requestedBy,
            JobCredential credential,
            Instant created,
            BuildStatus status) {
        this(key, inputs, redeployment, requestedBy, credential, created, status, "", false);
    }

    /** Returns the id of the build. */
    public BuildId id() {
        return inputs.build();
    }

    /** The tag of the image of the changed files alone, if there is to be one. */
    public Optional<Tag> configTag() {
        return configImage ? Optional.of(inputs.configTag()) : Optional.empty();
    }

    public BuildState state() {
        return status.state();
    }

    /** The same with another status. */
    public Build with(BuildStatus other) {
        return new Build(key, inputs, redeployment, requestedBy, credential, created, other, reason, configImage);
    }
}
