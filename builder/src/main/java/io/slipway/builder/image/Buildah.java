package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Buildah, which needs no daemon. Its storage lies in the job's own folder, and ends with it. */
public final class Buildah implements ImageTool {
    private static final String IMAGE = "slipway-build";

    /** It warns, and goes on with files of another platform. */
    private static final Pattern MISMATCH =
            Pattern.compile("image platform .* does not match the expected platform .*");

    private final Path work;
    private final RegistryAccess registry;
    private final JobLog log;

    public Buildah(Path work, RegistryAccess registry, JobLog log) {
        this.work = work;
        this.registry = registry;
        this.log = log;
    }

    /** Returns whether Buildah is installed here. */
    public static boolean isHere() {
        return ToolProcess.works("buildah", "--version");
    }

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public void build(ImageBuild build, Path layout) throws BuildException, IOException {
        Files.createDirectories(work);
        Path policy = work.resolve("policy.json");
        Files.writeString(policy, "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
        if (build.platform().startsWith("windows/")) {
            throw new BuildException("Buildah makes no images for Windows; Docker's buildx, with BuildKit, does");
        }
        ToolProcess process = new ToolProcess(
                log, build.context(), Map.of("XDG_RUNTIME_DIR", work.toString(), "TMPDIR", work.toString()), MISMATCH);
        String version =
                String.join(" ", process.run(List.of("buildah", "--version")).lastLines());
        BuildahSyntax.check(build.dockerfileText(), version, build.dockerfile());
        run(process, build, make(build, policy));
        Path folder = work.resolve("image");
        run(
                process,
                build,
                command("push", "--quiet", "--signature-policy", policy.toString(), IMAGE, "dir:" + folder));
        DockerFolder.toLayout(folder, layout);
    }

    private void run(ToolProcess process, ImageBuild build, List<String> command) throws BuildException, IOException {
        ToolProcess.Result result = process.run(command);
        if (result.code() != 0) {
            throw ToolFailure.of(name(), build, result, registry.host());
        }
        ToolFailure.checkPlatform(build, result);
    }

    private List<String> make(ImageBuild build, Path policy) {
        List<String> command = command("build", "--isolation", "chroot", "--layers=false");
        // Docker's format alone holds HEALTHCHECK, SHELL and ONBUILD.
        command.addAll(List.of("--format", "docker"));
        command.addAll(List.of("--timestamp", Long.toString(build.time().getEpochSecond())));
        // Its version would be in the image, and make another digest of it.
        command.add("--identity-label=false");
        command.addAll(List.of(
                "--signature-policy",
                policy.toString(),
                "--authfile",
                registry.file().toString()));
        if (registry.plain()) {
            command.add("--tls-verify=false");
        }
        command.addAll(List.of("--platform", build.platform()));
        build.target().ifPresent(target -> command.addAll(List.of("--target", target)));
        build.args().forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        build.labels().forEach((name, value) -> command.addAll(List.of("--label", name + "=" + value)));
        command.addAll(List.of("--file", build.dockerfile(), "--tag", IMAGE, "."));
        return command;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("buildah", "--storage-driver", "vfs"));
        command.addAll(List.of("--root", work.resolve("storage").toString()));
        command.addAll(List.of("--runroot", work.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
