package io.slipway.aws;

import io.slipway.aws.builds.BuildFolders;
import io.slipway.aws.builds.CodeBuildJobs;
import io.slipway.aws.builds.DynamoBuildQueue;
import io.slipway.aws.builds.DynamoBuilds;
import io.slipway.aws.builds.DynamoWrittenLayers;
import io.slipway.aws.builds.KmsSigner;
import io.slipway.aws.builds.S3BuildObjects;
import io.slipway.aws.builds.S3Indexes;
import io.slipway.aws.manifest.DynamoContents;
import io.slipway.aws.retention.DynamoDeployments;
import io.slipway.aws.retention.DynamoPolicies;
import io.slipway.builds.inputs.BuildId;
import java.util.function.Function;

/** Creates the adapters of builds, deployments and retention, and returns them by their own types (see {@link Backend}). */
public final class BuildBackend {
    private final Backend backend;

    BuildBackend(Backend backend) {
        this.backend = backend;
    }

    public DynamoContents contents() {
        return new DynamoContents(
                backend.table(), backend.s3(), backend.environment().bucket());
    }

    public DynamoPolicies policies() {
        return new DynamoPolicies(backend.table(), backend.events());
    }

    public DynamoDeployments deployments() {
        return new DynamoDeployments(backend.table(), backend.events());
    }

    public S3BuildObjects buildObjects() {
        return new S3BuildObjects(
                backend.s3(),
                backend.environment().bucket(),
                new Once<>(backend.clients()::kms),
                backend.environment().required("SLIPWAY_BUILDS_KEY"),
                buildFolders());
    }

    /** Signs provenance. */
    public KmsSigner provenanceSigner() {
        return new KmsSigner(
                new Once<>(backend.clients()::kms), backend.environment().required("SLIPWAY_PROVENANCE_KEY"));
    }

    public DynamoBuilds builds() {
        return new DynamoBuilds(backend.table(), backend.events());
    }

    public S3Indexes indexes() {
        return new S3Indexes(backend.s3(), backend.environment().bucket());
    }

    public DynamoWrittenLayers writtenLayers() {
        return new DynamoWrittenLayers(backend.table(), backend.clock());
    }

    public DynamoBuildQueue buildQueue() {
        return new DynamoBuildQueue(backend.table());
    }

    public CodeBuildJobs jobs() {
        return new CodeBuildJobs(
                new Once<>(backend.clients()::codeBuild),
                backend.environment().required("SLIPWAY_BUILDS_PROJECT"),
                buildFolders());
    }

    /** A job knows only its own folder; functions know all folders. */
    private Function<BuildId, String> buildFolders() {
        return backend.environment()
                .optional(BuildFolders.FOLDER)
                .<Function<BuildId, String>>map(folder -> build -> folder)
                .orElseGet(() -> BuildFolders.of(backend.secret("SLIPWAY_BUILDS_SECRET")));
    }
}
