package io.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.attest.Signer;
import io.slipway.builds.contract.BuildPorts;
import io.slipway.builds.instant.Indexes;
import io.slipway.builds.instant.WrittenLayers;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.Jobs;
import io.slipway.builds.queue.BuildQueue;
import io.slipway.builds.record.Builds;
import io.slipway.builds.retention.Deployments;
import io.slipway.builds.retention.Policies;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.JsonServer;
import io.slipway.emulators.codebuild.CodeBuildEmulator;
import io.slipway.emulators.codebuild.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adapters of the ports of builds, on local services that respond as AWS does, with a local CodeBuild. */
final class AwsBuildPorts implements BuildPorts, AutoCloseable {
    private static final String PROJECT = "builds";
    private static final String BUILDSPEC = """
        version: 0.2
        phases:
          build:
            commands:
              - sleep 600
        """;

    private final EmulatedAccount account;
    private final CodeBuildEmulator codeBuild;
    private final JsonServer server;
    private final Backend backend;

    AwsBuildPorts(Path folder) throws IOException {
        account = EmulatedAccount.start(folder.resolve("s3"));
        codeBuild = CodeBuildEmulator.start(
                List.of(new Project(PROJECT, BUILDSPEC, Map.of(), Duration.ofMinutes(1))),
                new CodeBuildEmulator.Settings(folder.resolve("codebuild"), project -> Map.of(), 10, event -> {}));
        server = JsonServer.start(codeBuild);
        Map<String, String> environment = account.environment();
        environment.put("AWS_ENDPOINT_URL_CODEBUILD", server.uri().toString());
        environment.put("SLIPWAY_BUILDS_PROJECT", PROJECT);
        backend = new Backend(new Environment(environment));
    }

    @Override
    public Builds builds() {
        return backend.forBuilds().builds();
    }

    @Override
    public BuildQueue queue() {
        return backend.forBuilds().buildQueue();
    }

    @Override
    public BuildObjects objects() {
        return backend.forBuilds().buildObjects();
    }

    @Override
    public Jobs jobs() {
        return backend.forBuilds().jobs();
    }

    @Override
    public WrittenLayers layers() {
        return backend.forBuilds().writtenLayers();
    }

    @Override
    public Indexes indexes() {
        return backend.forBuilds().indexes();
    }

    @Override
    public Deployments deployments() {
        return backend.forBuilds().deployments();
    }

    @Override
    public Policies policies() {
        return backend.forBuilds().policies();
    }

    @Override
    public Signer signer() {
        return backend.forBuilds().provenanceSigner();
    }

    @Override
    public void create(SpaceName space) {
        backend.spaces().add(Space.begin(space, Instant.EPOCH, SpaceSettings.DEFAULT));
    }

    /** Uses the token of the job: no other may set the tag of a deployment. */
    @Override
    public void tag(RepositoryName repository, Tag tag, Digest digest) {
        create(repository.space());
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        var seen = backend.manifests()
                .view(repository, Optional.empty(), List.of())
                .repository();
        var push = new ManifestPush(repository, digest, manifest, new byte[1], List.of(tag), seen, "job");
        assertThat(backend.manifests().push(push).stored()).isTrue();
    }

    @Override
    public void close() {
        server.close();
        codeBuild.close();
        account.close();
    }
}
