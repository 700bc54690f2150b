package io.slipway.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A one-machine cloud in its own process, as started by {@code ./slipway up}. */
final class Cloud implements AutoCloseable {
    private static final String READY = "Slipway is ready at ";

    /**
     * Halves the processor time of a start. Clouds that run for minutes are faster with all compilers. The memory for code is as large as with all
     * compilers: of the 48 MB that the JVM reserves for one, it would collect the whole heap each time that a few are filled.
     */
    private static final List<String> ONE_COMPILER =
            List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m");

    /** As the launcher's: the second compiler only for what is called four times as often as is usual. */
    private static final List<String> ALL_COMPILERS = List.of(
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=120000");

    private final Process process;
    private final Path data;
    private final URI url;
    private final Optional<MemoryTable> table;

    private Cloud(Process process, Path data, URI url, Optional<MemoryTable> table) {
        this.process = process;
        this.data = data;
        this.url = url;
        this.table = table;
    }

    /**
     * Starts a cloud with this data at any port, with its table in a file, and waits until it responds. It can be
     * restarted.
     */
    static Cloud start(Path data, String... more) {
        return start(ONE_COMPILER, 0, Map.of(), Optional.empty(), data, more);
    }

    /** Starts a cloud at this port, with its table in a file. */
    static Cloud startAt(int port, Path data, String... more) {
        return start(ONE_COMPILER, port, Map.of(), Optional.empty(), data, more);
    }

    /** Starts a cloud at any port, with its table in the memory of this process. It cannot be restarted. */
    static Cloud startOnce(Path data, String... more) {
        return startOnceAt(0, data, more);
    }

    /** Starts a cloud at this port, with its table in the memory of this process. It cannot be restarted. */
    static Cloud startOnceAt(int port, Path data, String... more) {
        return start(ONE_COMPILER, port, Map.of(), Optional.of(MemoryTable.start()), data, more);
    }

    /**
     * Starts a cloud for many tests, with its table in the memory of this process, and additional environment
     * variables.
     */
    static Cloud startForMany(Map<String, String> environment, Path data) {
        return start(ALL_COMPILERS, 0, environment, Optional.of(MemoryTable.start()), data);
    }

    private static Cloud start(
            List<String> compiler,
            int port,
            Map<String, String> environment,
            Optional<MemoryTable> table,
            Path data,
            String... more) {
        try {
            Files.createDirectories(data);
            Path errors = data.resolve("stderr.txt");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:MetaspaceSize=256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/sun.security.provider=ALL-UNNAMED",
                    "-Dslipway.root=" + root(),
                    "-Dsun.net.httpserver.nodelay=true",
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-cp",
                    classPath(),
                    "io.slipway.cli.Slipway",
                    "up",
                    "--port",
                    Integer.toString(port),
                    "--data",
                    data.toString()));
            command.addAll(1, compiler);
            command.addAll(1, cache());
            command.addAll(List.of(more));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
            table.ifPresent(it -> builder.environment().putAll(it.environment()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the cloud failed to start: " + Files.readString(errors));
            }
            Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
            return new Cloud(process, data, URI.create(line.substring(READY.length())), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a server could use this port. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a free port. */
    static int anyPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Path root() {
        return Path.of(System.getProperty("slipway.root", "."));
    }

    private static String classPath() throws IOException {
        Path target = root().resolve("cli").resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("slipway-cli-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("package the module cli first"));
            // The same as the launcher's, because an AOT cache is for one class path.
            return target.resolve("current.jar") + ":" + jar + ":"
                    + Files.readString(target.resolve("classpath")).strip();
        }
    }

    /** Returns the options for the AOT cache of the launcher's rehearsal, if there is one. */
    private static List<String> cache() throws IOException {
        Rehearsal.await();
        Path cache = root().resolve("cli/target/cloud.aot");
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:disable") : List.of();
    }

    /** Returns the data folder. */
    Path data() {
        return data;
    }

    URI url() {
        return url;
    }

    /** Returns the host part of image references. */
    String host() {
        return url.getAuthority();
    }

    String adminToken() {
        try {
            return Files.readString(data.resolve("admin-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything that the cloud has logged. */
    String log() {
        try {
            return Files.readString(data.resolve("log").resolve("cloud.log"))
                    + Files.readString(data.resolve("stderr.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Kills the cloud like {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Stops the cloud like Ctrl-C, and returns the exit code. */
    int stop() {
        process.destroy();
        await();
        return process.exitValue();
    }

    private void await() {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the cloud failed to stop");
            }
            Accesses.keep(data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        table.ifPresent(MemoryTable::close);
    }
}
