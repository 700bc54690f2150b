package io.slipway.builds.record;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a build.
 *
 * @param key the digest of all its inputs: builds with the same key give the same image
 * @param inputs its inputs, without the variables
 * @param redeployment whether it may replace the image of its tag
 * @param requestedBy the id of the token that requested it
 * @param credential the credential of its job, once it has begun
 * @param created the time of the request
 * @param status its status
 * @param reason the reason why a job builds the image; empty if the instant engine does
 * @param configImage whether an image of only the changed files is built too
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

    /** Returns the id of the build. */
    public BuildId id() {
        return inputs.build();
    }

    /** Returns the tag of the image of only the changed files, if one is built. */
    public Optional<Tag> configTag() {
        return configImage ? Optional.of(inputs.configTag()) : Optional.empty();
    }

    public BuildState state() {
        return status.state();
    }

    /** Returns a copy with this status. */
    public Build with(BuildStatus other) {
        return new Build(key, inputs, redeployment, requestedBy, credential, created, other, reason, configImage);
    }
}
