package io.slipway.builds.record;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a build.
 *
 * @param key the digest of all that it is made of: the same key is the same image
 * @param inputs what it is made of, without the variables
 * @param redeployment whether it may put another image in the place of one that the tag names
 * @param requestedBy the id of the token that asked for it
 * @param credential what its job logs in with, once it has begun
 * @param created when it was asked for
 * @param status how it stands
 * @param reason the reason for which a job makes the image; empty if the instant engine does
 * @param configImage whether there is to be an image of the changed files alone
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
