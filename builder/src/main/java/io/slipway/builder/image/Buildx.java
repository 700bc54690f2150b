package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Docker with its buildx plugin: BuildKit in a container of its own, for Docker's own builder cannot put out a layout. */
public final class Buildx implements ImageTool {
    private static final String BUILDER = "slipway";

    /** https://docs.docker.com/reference/build-checks/: it warns, and goes on with files of another platform. */
    private static final Pattern MISMATCH = Pattern.compile("InvalidBaseImagePlatform: .*");

    private static final String BUILDKIT = "moby/buildkit:buildx-stable-1"
            + "@sha256:2f5adac4ecd194d9f8c10b7b5d7bceb5186853db1b26e5abd3a657af0b7e26ec";

    /**
     * BuildKit, the same bytes from either place. Docker Hub counts strangers by their address, which in CodeBuild is everybody's: it is asked
     * only where Amazon's registry has not this one.
     */
    static final List<String> IMAGES = List.of("public.ecr.aws/vend/" + BUILDKIT, BUILDKIT);

    private final RegistryAccess registry;
    private final JobLog log;

    public Buildx(RegistryAccess registry, JobLog log) {
        this.registry = registry;
        this.log = log;
    }

    /** Returns whether the plugin is installed and a daemon responds. */
    public static boolean isHere() {
        return ToolProcess.works("docker", "buildx", "version") && ToolProcess.works("docker", "info");
    }

    @Override
    public String name() {
        return "docker buildx build";
    }

    @Override
    public void build(ImageBuild build, Path layout) throws BuildException, IOException {
        ToolProcess process = new ToolProcess(
                log,
                build.context(),
                Map.of(
                        "BUILDX_CONFIG",
                        registry.folder().resolve("buildx").toString(),
                        "DOCKER_CONFIG",
                        registry.folder().toString()),
                MISMATCH);
        List<String> create = new ArrayList<>(
                List.of("docker", "buildx", "create", "--name", BUILDER, "--driver", "docker-container"));
        create.addAll(List.of("--driver-opt", "image=" + pulled(process)));
        ToolProcess.Result created = process.run(create);
        if (created.code() != 0) {
            throw new BuildException("docker buildx create ended with " + created.code(), null, 0, created.lastLines());
        }
        ToolProcess.Result result = process.run(command(build, layout));
        if (result.code() != 0) {
            throw ToolFailure.of(name(), build, result, registry.host());
        }
        ToolFailure.checkPlatform(build, result);
    }

    private static String pulled(ToolProcess process) throws BuildException, IOException {
        List<String> lastLines = List.of();
        for (String image : IMAGES) {
            ToolProcess.Result pull = process.run(List.of("docker", "pull", "--quiet", image));
            if (pull.code() == 0) {
                return image;
            }
            lastLines = pull.lastLines();
        }
        throw new BuildException("BuildKit's image can be pulled from none of " + IMAGES, null, 0, lastLines);
    }

    private static List<String> command(ImageBuild build, Path layout) {
        List<String> command =
                new ArrayList<>(List.of("docker", "buildx", "build", "--builder", BUILDER, "--progress", "plain"));
        command.addAll(List.of("--provenance=false", "--sbom=false", "--platform", build.platform()));
        command.addAll(List.of("--output", "type=oci,tar=false,rewrite-timestamp=true,dest=" + layout));
        // https://reproducible-builds.org/docs/source-date-epoch/: BuildKit takes it as a build argument.
        command.addAll(
                List.of("--build-arg", "SOURCE_DATE_EPOCH=" + build.time().getEpochSecond()));
        build.target().ifPresent(target -> command.addAll(List.of("--target", target)));
        build.args().forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        build.labels().forEach((name, value) -> command.addAll(List.of("--label", name + "=" + value)));
        command.addAll(List.of("--file", build.dockerfile(), "."));
        return command;
    }
}
