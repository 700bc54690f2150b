package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builder.image.JobMachine;
import io.slipway.builder.run.JobRunner;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.memory.MemoryBuildObjects;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the builder as a job does, with Buildah, on packages and base images of a cloud. */
final class BuilderLab {
    private final SecureRandom random = new SecureRandom();
    private final MemoryBuildObjects objects = new MemoryBuildObjects();
    private final List<BuildId> builds = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Cloud cloud;
    private final Api api;
    private final RepositoryName target;

    /**
     * Creates a lab; skips the test without Buildah.
     *
     * @param target the repository of the built images
     */
    BuilderLab(Cloud cloud, String target) {
        Tool.requireRoot();
        Tool.named("buildah");
        this.cloud = cloud;
        this.api = new Api(cloud);
        this.target = RepositoryName.parse(target);
    }

    Api api() {
        return api;
    }

    /** Pushes a package, and returns the inputs of its image for a deployment. */
    BuildInputs inputs(
            String deployment,
            String id,
            Map<String, String> files,
            List<InputPackage> others,
            List<Variable> variables,
            List<BaseImage> bases) {
        return inputs(deployment, SampleApp.push(api, id, "1.2.0", files, ""), others, variables, bases);
    }

    /** Returns the inputs of the image of a package for a deployment. */
    BuildInputs inputs(
            String deployment,
            InputPackage sdi,
            List<InputPackage> others,
            List<Variable> variables,
            List<BaseImage> bases) {
        return new BuildInputs(
                BuildId.next(SpaceName.DEFAULT, Instant.now(), random),
                new DeploymentTarget(deployment, "Production", null),
                sdi,
                others,
                variables,
                target,
                new Tag("1.2.0-" + deployment),
                bases,
                false,
                "test");
    }

    BuildReport run(BuildInputs inputs) throws IOException {
        return run(inputs, Map.of());
    }

    /** Runs a job on a machine with these environment variables. */
    BuildReport run(BuildInputs inputs, Map<String, String> machine) throws IOException {
        JobRunner runner =
                new JobRunner(objects, JobMachine.of(machine), new PrintStream(console, true, StandardCharsets.UTF_8));
        boolean done = runner.run(new BuildJob(inputs, cloud.url().toString(), cloud.adminToken()));
        builds.add(inputs.build());
        BuildReport report = objects.report(inputs.build()).orElseThrow();
        assertThat(done).isEqualTo(report.failure() == null);
        return report;
    }

    /** Returns the logs of all jobs. */
    String log() {
        return builds.stream().map(build -> objects.log(build, 0).text()).collect(Collectors.joining());
    }

    /** Returns the output of all jobs. */
    String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** Returns the image of a job that has succeeded. */
    Digest image(BuildReport report) {
        Digest image = report.image();
        if (image == null) {
            throw new AssertionError("there is no image: " + log());
        }
        return image;
    }

    /** Returns the reference of the image of a job that has succeeded. */
    String reference(BuildReport report) {
        return cloud.host() + "/" + target.familiar() + "@" + image(report);
    }

    /** Returns the failure of a job. */
    BuildFailure failure(BuildReport report) {
        BuildFailure failure = report.failure();
        if (failure == null) {
            throw new AssertionError("the build did not fail: " + log());
        }
        return failure;
    }
}
