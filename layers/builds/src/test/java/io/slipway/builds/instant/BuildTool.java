package io.slipway.builds.instant;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.instant.DifferentialCases.Case;
import io.slipway.builds.instant.DifferentialLab.BaseLayout;
import io.slipway.builds.instant.DifferentialLab.Image;
import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tool that builds images, from the same context and base images. */
final class BuildTool implements AutoCloseable {
    /** The ignore file that BuildKit prefers to the one in the context, so that concurrent builds can have different ones. */
    private static final String IGNORE = "Dockerfile.dockerignore";

    private final DifferentialLab lab;
    private final Path folder;
    private final List<String> command;
    private final boolean buildkit;
    private final @Nullable Daemon daemon;
    private final AtomicInteger builds = new AtomicInteger();

    private BuildTool(
            DifferentialLab lab, Path folder, List<String> command, boolean buildkit, @Nullable Daemon daemon) {
        this.lab = lab;
        this.folder = folder;
        this.command = command;
        this.buildkit = buildkit;
        this.daemon = daemon;
    }

    /** Starts BuildKit with its own daemon; empty if it is not installed, or may not mount. */
    static Optional<BuildTool> buildkit(DifferentialLab lab, Path folder) throws IOException {
        Optional<Path> buildkitd = program("buildkitd");
        Optional<Path> buildctl = program("buildctl");
        if (buildkitd.isEmpty()
                || buildctl.isEmpty()
                || !System.getProperty("user.name", "").equals("root")) {
            return Optional.empty();
        }
        Path home = Files.createDirectories(folder.resolve("buildkit"));
        Path config = home.resolve("buildkitd.toml");
        Files.writeString(
                config,
                "[worker.oci]\n  enabled = true\n  snapshotter = \"native\"\n[worker.containerd]\n  enabled = false\n");
        // The path of a socket may have at most 108 bytes.
        Path runtime = Files.createTempDirectory("bk");
        Path socket = runtime.resolve("s");
        Process daemon = new ProcessBuilder(
                        buildkitd.get().toString(),
                        "--config",
                        config.toString(),
                        "--root",
                        home + "/root",
                        "--addr",
                        "unix://" + socket)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        List<String> client = List.of(buildctl.get().toString(), "--addr", "unix://" + socket);
        BuildTool tool = new BuildTool(lab, home, client, true, new Daemon(daemon, runtime));
        for (int i = 0; i < 100 && daemon.isAlive(); i++) {
            if (tool.run(with(client, "debug", "workers"))) {
                return Optional.of(tool);
            }
        }
        tool.close();
        return Optional.empty();
    }

    static Optional<BuildTool> buildah(DifferentialLab lab, Path folder) throws IOException {
        Optional<Path> buildah = program("buildah");
        if (buildah.isEmpty() || !System.getProperty("user.name", "").equals("root")) {
            return Optional.empty();
        }
        Path home = Files.createDirectories(folder.resolve("buildah"));
        Files.writeString(home.resolve("policy.json"), "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
        List<String> command = List.of(
                buildah.get().toString(),
                "--storage-driver",
                "vfs",
                "--root",
                home + "/root",
                "--runroot",
                home + "/run");
        BuildTool tool = new BuildTool(lab, home, command, false, null);
        for (Map.Entry<String, BaseLayout> base : lab.bases().entrySet()) {
            boolean pulled = tool.run(with(
                    command,
                    "pull",
                    "--signature-policy",
                    home + "/policy.json",
                    "oci:" + base.getValue().folder()));
            String id = base.getValue().folder().toString();
            if (!pulled || !tool.run(with(command, "tag", "localhost" + id, "localhost/" + base.getKey()))) {
                return Optional.empty();
            }
        }
        return Optional.of(tool);
    }

    private static Optional<Path> program(String name) {
        List<Path> folders = new ArrayList<>();
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            folders.add(up.resolve(".tools/bin"));
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            folders.add(Path.of(folder));
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Builds an image; empty if the tool refuses the Dockerfile. Calls may be concurrent. */
    Optional<Image> build(Case it) throws IOException {
        int number = builds.incrementAndGet();
        Path files = Files.createDirectories(folder.resolve("dockerfile" + number));
        Files.writeString(files.resolve("Dockerfile"), it.dockerfile());
        Files.writeString(files.resolve(IGNORE), it.ignore());
        Path layout = folder.resolve("out" + number);
        boolean built = buildkit ? buildkit(files, layout) : buildah(files, layout);
        return built ? Optional.of(lab.read(layout)) : Optional.empty();
    }

    private boolean buildkit(Path files, Path layout) throws IOException {
        List<String> build = with(
                command,
                "build",
                "--frontend",
                "dockerfile.v0",
                "--local",
                "context=" + lab.context(),
                "--local",
                "dockerfile=" + files,
                "--opt",
                "build-arg:GIVEN=given",
                "--opt",
                "build-arg:SOURCE_DATE_EPOCH=" + FileNode.TIME,
                "--opt",
                "platform=linux/amd64");
        lab.bases()
                .forEach((name, base) -> build.addAll(List.of(
                        "--oci-layout",
                        name + "=" + base.folder(),
                        "--opt",
                        "context:" + name + "=oci-layout://" + name + "@" + base.manifest())));
        build.addAll(List.of("--output", "type=oci,tar=false,rewrite-timestamp=true,dest=" + layout));
        return run(build);
    }

    private boolean buildah(Path files, Path layout) throws IOException {
        return run(with(
                command,
                "build",
                "--isolation",
                "chroot",
                "--layers=false",
                "--format",
                "docker",
                "--timestamp",
                Long.toString(FileNode.TIME),
                "--identity-label=false",
                "--pull-never",
                "--signature-policy",
                folder + "/policy.json",
                "--build-arg",
                "GIVEN=given",
                "--ignorefile",
                files + "/" + IGNORE,
                "--file",
                files + "/Dockerfile",
                "--tag",
                "dir:" + layout,
                lab.context().toString()));
    }

    private static List<String> with(List<String> command, String... rest) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(rest));
        return all;
    }

    private boolean run(List<String> arguments) throws IOException {
        Path log = Files.createTempFile(folder, "client", ".log");
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("no end: " + arguments);
            }
            Files.writeString(
                    log,
                    "^ " + process.exitValue() + " " + arguments + "\n",
                    StandardCharsets.UTF_8,
                    java.nio.file.StandardOpenOption.APPEND);
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
    }

    /**
     * A server that a test started.
     *
     * @param process its process
     * @param runtime the folder of its socket
     */
    private record Daemon(Process process, Path runtime) {
        void close() {
            process.destroy();
            process.onExit()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
            try {
                FolderRemoval.remove(runtime);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
