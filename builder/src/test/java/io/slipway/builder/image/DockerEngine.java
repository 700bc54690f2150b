package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A separate Docker engine with an image of BuildKit made from this machine's programs, and the folder of a user with
 * the plugin buildx and a context for the engine.
 */
final class DockerEngine implements AutoCloseable {
    /** BuildKit's image in the engine. */
    static final String IMAGE = "buildkit:test";

    private static final Path TOOLS = Path.of("../.tools/bin").toAbsolutePath().normalize();
    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
    private static final Path RUNC = Path.of("/usr/sbin/runc");

    private final Path folder;
    private final Path runtime;
    private final Path user;
    private final Process daemon;

    private DockerEngine(Path folder, Path runtime, Path user, Process daemon) {
        this.folder = folder;
        this.runtime = runtime;
        this.user = user;
        this.daemon = daemon;
    }

    /** Returns whether this machine has all programs. */
    static boolean isHere() {
        return "root".equals(System.getProperty("user.name"))
                && Buildx.isHere()
                && List.of(DAEMON, RUNC, TOOLS.resolve("buildx"), TOOLS.resolve("buildkitd"), TOOLS.resolve("buildctl"))
                        .stream()
                        .allMatch(Files::isExecutable);
    }

    static DockerEngine start(Path folder) throws Exception {
        // The path of a socket may have at most 108 bytes.
        Path runtime = Files.createTempDirectory("de");
        Path socket = runtime.resolve("s");
        Process daemon = new ProcessBuilder(
                        DAEMON.toString(),
                        "--storage-driver=vfs",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + runtime.resolve("x"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--host=unix://" + socket)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dockerd.log").toFile())
                .start();
        DockerEngine engine = new DockerEngine(folder, runtime, folder.resolve("user"), daemon);
        try {
            engine.prepare(socket);
            return engine;
        } catch (Exception | AssertionError e) {
            engine.close();
            throw e;
        }
    }

    /** Creates the user's folder, waits until the engine responds, and loads BuildKit's image. */
    private void prepare(Path socket) throws Exception {
        Path plugins = Files.createDirectories(user.resolve("cli-plugins"));
        Files.createSymbolicLink(plugins.resolve("docker-buildx"), TOOLS.resolve("buildx"));
        run("context", "create", "own", "--docker", "host=unix://" + socket);
        run("context", "use", "own");
        for (int i = 0; i < 300 && attempt("version") != 0; i++) {
            assertThat(daemon.isAlive()).as(log()).isTrue();
            Thread.sleep(100);
        }
        loadBuildKit();
    }

    /** Returns the configuration folder of its user. */
    Path user() {
        return user;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("dockerd.log"));
    }

    private void loadBuildKit() throws Exception {
        Path root = folder.resolve("buildkit");
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        Files.createDirectories(root.resolve("tmp"));
        for (String name : List.of("buildkitd", "buildctl")) {
            Files.copy(TOOLS.resolve(name), bin.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.copy(RUNC, bin.resolve("runc"), StandardCopyOption.COPY_ATTRIBUTES);
        Process libraries = new ProcessBuilder("ldd", RUNC.toString()).start();
        for (String word :
                new String(libraries.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s+", -1)) {
            if (word.startsWith("/")) {
                Path target = root.resolve(word.substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(Path.of(word).toRealPath(), target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path tar = folder.resolve("buildkit.tar");
        assertThat(new ProcessBuilder("tar", "-C", root.toString(), "-cf", tar.toString(), ".")
                        .start()
                        .waitFor())
                .isZero();
        run("import", "--change", "ENTRYPOINT [\"buildkitd\"]", "--change", "ENV PATH=/usr/bin", tar.toString(), IMAGE);
    }

    /** Runs Docker's program as the user; returns its output. */
    String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(List.of(arguments) + ": " + said).isZero();
        return said;
    }

    private int attempt(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker", "--config", user.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Override
    public void close() {
        daemon.destroy();
        daemon.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(late -> daemon.destroyForcibly())
                .join();
        try {
            FolderRemoval.remove(runtime);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
