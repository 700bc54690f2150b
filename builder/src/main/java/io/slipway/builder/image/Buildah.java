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

/** Buildah, which needs no daemon. */
final class Buildah implements ImageTool {
    /** The warning after which Buildah continues with files of another platform. */
    static final Pattern MISMATCH = Pattern.compile("image platform .* does not match the expected platform .*");

    private static final String POLICY = "policy.json";
    private static final String IMAGE = "localhost/slipway-build";

    private final JobFolders folders;
    private final Room room;
    private final String storage;
    private final String version;

    /**
     * Creates the tool for a room.
     *
     * @param stacks whether layers can be stacked there
     * @param version the output of {@code buildah --version}
     */
    Buildah(JobFolders folders, Room room, boolean stacks, String version) {
        this.folders = folders;
        this.room = room;
        this.storage = stacks ? "overlay" : "vfs";
        this.version = version;
    }

    /** Returns whether Buildah is installed. */
    static boolean isHere() {
        return ToolProcess.isInstalled("buildah");
    }

    /** Returns the output of {@code buildah --version}. */
    static String version(JobFolders folders, JobLog log) throws IOException {
        ToolProcess.Result said =
                new ToolProcess(log, folders.work(), MISMATCH).run(List.of("buildah", "--version"), Map.of());
        return String.join(" ", said.lastLines());
    }

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public void build(ImageBuild build, Map<String, FetchedBase> bases, Path layout)
            throws BuildException, IOException {
        if (build.platform().startsWith("windows/")) {
            throw new BuildException("Buildah does not build images for Windows; Docker's buildx, with BuildKit, does");
        }
        BuildahSyntax.check(build.dockerfileText(), version, build.dockerfile());
        Files.writeString(
                Files.createDirectories(folders.path(JobFolders.TMP)).resolve(POLICY),
                "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
        ToolProcess.Result made = room.run(make(build, bases), build.sensitiveArgs());
        check(build, made);
        check(
                build,
                room.put(command(
                        "push",
                        "--quiet",
                        "--disable-compression",
                        "--signature-policy",
                        policy(),
                        IMAGE,
                        "dir:" + room.path(JobFolders.OUT) + "/image")));
        DockerFolder.toLayout(folders.path(JobFolders.OUT).resolve("image"), layout, build.labels());
    }

    private void check(ImageBuild build, ToolProcess.Result result) throws BuildException {
        if (result.code() != 0) {
            throw ToolFailure.of(name(), build, result);
        }
        ToolFailure.checkPlatform(build, result);
    }

    private List<String> make(ImageBuild build, Map<String, FetchedBase> bases) {
        List<String> command = command("build", "--isolation", "chroot", "--layers", "--pull=never");
        command.addAll(List.of("--signature-policy", policy()));
        // Only Docker's format has HEALTHCHECK, SHELL and ONBUILD.
        command.addAll(List.of("--format", "docker"));
        command.addAll(List.of("--timestamp", Long.toString(build.time().getEpochSecond())));
        // Omits Buildah's version, which would change the image's digest.
        command.add("--identity-label=false");
        bases.forEach((name, base) -> command.addAll(context(name, base)));
        // Buildah looks up a context by the text of FROM, before it expands arguments.
        build.openArgs().forEach((name, value) -> {
            FetchedBase base = bases.get(value);
            if (base != null) {
                command.addAll(context("$" + name, base));
                command.addAll(context("${" + name + "}", base));
            }
        });
        command.addAll(List.of("--platform", build.platform()));
        build.target().ifPresent(target -> command.addAll(List.of("--target", target)));
        build.openArgs().forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        // Without a value, Buildah reads it from the environment, so that it is not visible in process lists.
        build.sensitiveArgs().keySet().forEach(name -> command.addAll(List.of("--build-arg", name)));
        build.secrets()
                .keySet()
                .forEach(id -> command.addAll(
                        List.of("--secret", "id=" + id + ",src=" + room.path(JobFolders.SECRETS) + "/" + id)));
        command.addAll(List.of("--file", build.dockerfile(), "--tag", IMAGE, "."));
        return command;
    }

    private List<String> context(String name, FetchedBase base) {
        String place = "oci:" + room.path(JobFolders.BASES) + "/" + base.folder();
        return List.of("--build-context", name + "=container-image://" + place);
    }

    /** Accepts all images: base images were verified by digest when they were pulled. */
    private String policy() {
        return room.path(JobFolders.TMP) + "/" + POLICY;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("buildah", "--storage-driver", storage));
        command.addAll(List.of("--root", room.path(JobFolders.STORAGE)));
        command.addAll(List.of("--runroot", room.path(JobFolders.TMP) + "/run"));
        command.addAll(List.of(arguments));
        return command;
    }
}
