package io.slipway.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client program with its own home folder, so that no test uses another's login.
 *
 * @param program the program's path
 * @param home its home folder
 */
record Tool(Path program, Path home) {
    /** Set by {@code .ci/run}, where a missing program is a failure. Elsewhere, the test is skipped with a message. */
    private static final String CI = "SLIPWAY_CI";

    private static final int TIMEOUT_SECONDS = 240;

    /** Returns the program with this name, from {@code .tools/bin} or the path. */
    static Tool named(String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of(Cloud.root().resolve(".tools/bin")),
                        Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        // Debian has servers in folders that are not on the path of ordinary users.
        Path sbin = Path.of("/usr/sbin", name);
        Optional<Path> program = found.or(() -> Files.isExecutable(sbin) ? Optional.of(sbin) : Optional.empty());
        require(program.isPresent(), name + " is not installed; e2e/install-clients installs it");
        return new Tool(program.orElseThrow(), TemporaryFolders.create("slipway-e2e-" + name));
    }

    /** Returns crane, logged in as the administrator. */
    static Tool crane(Cloud cloud) {
        Tool crane = named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        return crane;
    }

    /** Returns the Python with SAM's own libraries. */
    static Path python() {
        Path python = Cloud.root().resolve(".tools/sam/bin/python");
        require(Files.isExecutable(python), "SAM is not installed; scripts/lint-template installs it");
        return python;
    }

    /** Skips the test, or fails it in CI, if this user lacks permissions that the client needs. */
    static void requireRoot() {
        require("root".equals(System.getProperty("user.name")), "this client needs root here");
    }

    /** Skips the test, or fails it in CI, unless a condition is met. */
    static void require(boolean met, String message) {
        if (met) {
            return;
        }
        if (System.getenv(CI) != null) {
            fail(message);
        }
        Accesses.noteSkippedTest();
        abort(message);
    }

    /** Returns the same program with the home folder of another. */
    Tool sharingHome(Tool other) {
        return new Tool(program, other.home());
    }

    /** Runs the program, and returns its standard output; a failure fails the test with all its output. */
    String run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs the program like {@link #run(String...)}, with this standard input. */
    String runWith(String input, String... arguments) {
        Result result = attempt(input, arguments);
        if (result.code() != 0) {
            fail(program.getFileName() + " " + String.join(" ", arguments) + " failed with " + result.code() + ":\n"
                    + result.output() + result.errors());
        }
        return result.output().strip();
    }

    /** Runs the program, whatever its result. */
    Result attempt(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(home, "errors", ".txt");
            Path output = Files.createTempFile(home, "output", ".txt");
            Process process = builder(command)
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // a program that does not read its input may have exited already
            }
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail(command + " does not end:\n" + Files.readString(errors));
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the program as a server, which the caller stops. */
    Process serve(Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            return builder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("HOME", home.toString());
        // The tests use Maven's current build: another build would replace the files of running clouds.
        environment.put("SLIPWAY_BUILD", "never");
        // the folder of Docker's credential helper
        environment.put("PATH", Cloud.root().toAbsolutePath() + ":" + environment.getOrDefault("PATH", ""));
        environment.put("DOCKER_CONFIG", home.resolve(".docker").toString());
        environment.put("REGISTRY_AUTH_FILE", home.resolve("auth.json").toString());
        environment.put("XDG_RUNTIME_DIR", home.toString());
        // With chroot isolation, Buildah may exit before it has passed on the last output of a program. This one uses
        // the host's network, too.
        environment.put("BUILDAH_ISOLATION", "rootless");
        return builder;
    }

    /**
     * The result of a run.
     *
     * @param code the exit code
     * @param output standard output
     * @param errors standard error
     */
    record Result(int code, String output, String errors) {}
}
