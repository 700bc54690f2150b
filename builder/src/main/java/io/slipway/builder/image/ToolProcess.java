package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.report.BuildFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a program, and copies its output to the log. The program ends with the job. */
final class ToolProcess {
    /**
     * The environment variables that are passed to a tool: the path of programs, and the connection to Docker's
     * engine, but never the job's credentials.
     */
    private static final List<String> KEPT = List.of(
            "PATH",
            "HOME",
            "LANG",
            "USER",
            "XDG_RUNTIME_DIR",
            "CODEBUILD_BUILD_ID",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_TLS_VERIFY",
            "DOCKER_CERT_PATH");

    private final JobLog log;
    private final Path folder;
    private final Pattern watch;

    /**
     * Creates a process.
     *
     * @param watch the pattern to search for in each line of its output
     */
    ToolProcess(JobLog log, Path folder, Pattern watch) {
        this.watch = watch;
        this.log = log;
        this.folder = folder;
    }

    /**
     * The result of a tool's run.
     *
     * @param code the exit code
     * @param lastLines the last lines of its output, masked
     * @param seen the first match of the pattern in its output, masked
     */
    record Result(int code, List<String> lastLines, Optional<String> seen) {
        Result {
            lastLines = List.copyOf(lastLines);
        }
    }

    Result run(List<String> command, Map<String, String> environment) throws IOException {
        Process process = builder(command, environment).start();
        process.getOutputStream().close();
        Deque<String> last = new ArrayDeque<>();
        Optional<String> seen = Optional.empty();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.say(line);
                last.addLast(log.masked(line));
                Matcher watched = watch.matcher(line);
                if (seen.isEmpty() && watched.find()) {
                    seen = Optional.of(log.masked(watched.group()));
                }
                if (last.size() > BuildFailure.MAX_LINES) {
                    last.removeFirst();
                }
            }
            return new Result(process.waitFor(), List.copyOf(last), seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns whether a program exits with 0. Its output is not logged. */
    boolean works(List<String> command, Map<String, String> environment) throws IOException {
        Process process = builder(command, environment)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Returns whether a program is on the path. */
    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> !folder.isEmpty()
                        && Files.isRegularFile(Path.of(folder, program))
                        && Files.isExecutable(Path.of(folder, program)));
    }
}
