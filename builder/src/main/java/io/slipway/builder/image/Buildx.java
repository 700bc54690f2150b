package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Docker with its buildx plugin: BuildKit in a separate container for each build, because Docker's own builder cannot
 * write a layout. The container and its volume are removed after the build; those of a killed job are removed by the
 * next one.
 */
final class Buildx implements ImageTool, AutoCloseable {
    /** The warning (https://docs.docker.com/reference/build-checks/) after which BuildKit continues with files of another platform. */
    private static final Pattern MISMATCH = Pattern.compile("InvalidBaseImagePlatform: .*");

    private static final String BUILDKIT = "moby/buildkit:buildx-stable-1"
            + "@sha256:2f5adac4ecd194d9f8c10b7b5d7bceb5186853db1b26e5abd3a657af0b7e26ec";

    /**
     * BuildKit's image, the same bytes in both registries. Docker Hub limits anonymous pulls by address, and
     * CodeBuild's addresses are shared, so it is only the fallback for Amazon's registry.
     */
    static final List<String> IMAGES = List.of("public.ecr.aws/vend/" + BUILDKIT, BUILDKIT);

    /** Environment variables that Docker's program reads, and that a sensitive argument of the same name would set for it. */
    private static final Pattern RESERVED = Pattern.compile(
            "(?:LD|DYLD|GLIBC|MALLOC|DOCKER|BUILD|GO|XDG|SSL|OTEL|NO|HTTPS?|FTP|ALL|SSH|LC)_.*|MALLOC.*|GCONV_PATH|LOCPATH|GODEBUG"
                    + "|GOTRACEBACK|PATH|HOME|LANG|USER|TMPDIR|BASH_ENV|ENV",
            Pattern.CASE_INSENSITIVE);

    private final JobFolders folders;
    private final String builder;
    private final Optional<String> cacheImage;
    private final boolean network;
    private final LayerCache cache;
    private final List<String> images;
    private final LeftBuilders builders;
    private final Map<String, String> environment;
    private final ToolProcess process;
    private boolean created;

    /**
     * The settings of a builder.
     *
     * @param builder the builder's name
     * @param config Docker's configuration, if it is not the user's
     * @param cacheImage the image of this registry that caches the layers, if there is one
     * @param network whether {@code RUN} may use the network of the container
     * @param cache the local folder that caches them otherwise
     * @param images the names of BuildKit's image, in the order to try them
     * @param builders the builders of this machine
     */
    record Settings(
            String builder,
            Optional<Path> config,
            Optional<String> cacheImage,
            boolean network,
            LayerCache cache,
            List<String> images,
            LeftBuilders builders) {}

    Buildx(JobFolders folders, Settings settings, JobLog log) {
        this.folders = folders;
        this.builder = settings.builder();
        this.cacheImage = settings.cacheImage();
        this.network = settings.network();
        this.cache = settings.cache();
        this.images = settings.images();
        this.builders = settings.builders();
        this.environment = new HashMap<>();
        environment.put("BUILDX_CONFIG", folders.work().resolve("buildx").toString());
        settings.config().ifPresent(folder -> environment.put("DOCKER_CONFIG", folder.toString()));
        this.process = new ToolProcess(log, folders.context(), MISMATCH);
    }

    /** Returns whether Docker's program is installed. */
    static boolean isHere() {
        return ToolProcess.isInstalled("docker");
    }

    /** Starts BuildKit; returns the reason if it cannot run. */
    Optional<String> refusal() throws IOException {
        if (!process.works(List.of("docker", "buildx", "version"), environment)) {
            return Optional.of("docker must have the plugin buildx, but it is not installed");
        }
        ToolProcess.Result daemon =
                process.run(List.of("docker", "version", "--format", "{{.Server.Version}}"), environment);
        if (daemon.code() != 0) {
            return Optional.of(last(daemon));
        }
        Optional<String> image = Optional.empty();
        for (String name : images) {
            if (image.isEmpty()
                    && (process.run(List.of("docker", "image", "inspect", "--format", "{{.Id}}", name), environment)
                                            .code()
                                    == 0
                            || process.run(List.of("docker", "pull", "--quiet", name), environment)
                                            .code()
                                    == 0)) {
                image = Optional.of(name);
            }
        }
        if (image.isEmpty()) {
            return Optional.of(
                    "BuildKit's image must be in a registry that this machine reaches, but cannot be pulled from "
                            + images);
        }
        List<String> create = new ArrayList<>(List.of(
                "docker", "buildx", "create", "--name", builder, "--driver", "docker-container", "--bootstrap"));
        create.addAll(List.of("--driver-opt", "image=" + image.get()));
        builders.begin(builder, this::remove);
        created = true;
        ToolProcess.Result started = process.run(create, environment);
        return started.code() == 0 ? Optional.empty() : Optional.of(last(started));
    }

    private static String last(ToolProcess.Result result) {
        return result.lastLines().isEmpty()
                ? "it exited with " + result.code()
                : result.lastLines().getLast();
    }

    @Override
    public String name() {
        return "docker buildx build";
    }

    @Override
    public void build(ImageBuild build, Map<String, FetchedBase> bases, Path layout)
            throws BuildException, IOException {
        for (String name : build.sensitiveArgs().keySet()) {
            if (RESERVED.matcher(name).matches()) {
                throw new BuildException(
                        "a build argument with a sensitive value must not have the name of an environment variable that programs read, but was "
                                + name + "; rename it");
            }
        }
        Map<String, String> variables = new HashMap<>(build.sensitiveArgs());
        variables.putAll(environment);
        ToolProcess.Result result = process.run(command(build, bases, layout), variables);
        if (result.code() != 0) {
            throw ToolFailure.of(name(), build, result);
        }
        ToolFailure.checkPlatform(build, result);
    }

    private List<String> command(ImageBuild build, Map<String, FetchedBase> bases, Path layout) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("docker", "buildx", "build", "--builder", builder, "--progress", "plain"));
        command.addAll(List.of("--provenance=false", "--sbom=false", "--platform", build.platform()));
        command.addAll(List.of("--output", "type=oci,tar=false,rewrite-timestamp=true,dest=" + layout));
        if (!network) {
            command.add("--network=none");
        }
        bases.forEach((name, base) -> command.addAll(
                List.of("--build-context", name + "=oci-layout://" + base.layout() + "@" + base.digest())));
        cacheImage.ifPresent(image -> {
            command.addAll(List.of("--cache-from", "type=registry,ref=" + image));
            command.addAll(List.of(
                    "--cache-to",
                    "type=registry,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true,ref=" + image));
        });
        if (cacheImage.isEmpty() && cache.outlives()) {
            command.addAll(List.of("--cache-from", "type=local,src=" + cache.storage("buildkit")));
            command.addAll(
                    List.of("--cache-to", "type=local,mode=max,ignore-error=true,dest=" + cache.storage("buildkit")));
        }
        // https://reproducible-builds.org/docs/source-date-epoch/: BuildKit reads it as a build argument.
        command.addAll(
                List.of("--build-arg", "SOURCE_DATE_EPOCH=" + build.time().getEpochSecond()));
        build.target().ifPresent(target -> command.addAll(List.of("--target", target)));
        build.openArgs().forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        // Without a value, it is read from the environment, so that it is not visible in process lists.
        build.sensitiveArgs().keySet().forEach(name -> command.addAll(List.of("--build-arg", name)));
        build.secrets()
                .keySet()
                .forEach(id -> command.addAll(List.of(
                        "--secret",
                        "id=" + id + ",src=" + folders.path(JobFolders.SECRETS).resolve(id))));
        build.labels().forEach((name, value) -> command.addAll(List.of("--label", name + "=" + value)));
        command.addAll(List.of("--file", build.dockerfile(), "."));
        return command;
    }

    /**
     * Removes the container and the volume of a killed job by the names that buildx gave them, because buildx no
     * longer knows the builder.
     */
    private boolean remove(String left) throws IOException {
        String container = "buildx_buildkit_" + left + "0";
        process.run(List.of("docker", "rm", "--force", container), environment);
        return process.run(List.of("docker", "volume", "rm", "--force", container + "_state"), environment)
                        .code()
                == 0;
    }

    /** Removes the builder, its container and its volume. */
    @Override
    public void close() throws IOException {
        if (created) {
            process.run(List.of("docker", "buildx", "rm", "--force", builder), environment);
        }
        builders.close();
    }
}
