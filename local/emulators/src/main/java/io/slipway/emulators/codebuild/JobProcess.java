package io.slipway.emulators.codebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The process of a build: bash in its own folder, with the variables of the build and few of this machine's. */
final class JobProcess {
    /** The names of this process's variables that a build inherits: the paths of programs, and Docker's host. */
    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "LANG",
            "USER",
            "XDG_RUNTIME_DIR",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_TLS_VERIFY",
            "DOCKER_CERT_PATH");

    /** The variable with the build's id. */
    static final String ID = "CODEBUILD_BUILD_ID";

    /** The working folder of a build. Both folders are removed at its end. */
    static final String SOURCE = "src";

    static final String TEMPORARY = "tmp";

    /**
     * The end of a process.
     *
     * @param status the status of the build
     * @param phase its last phase
     * @param context the message about it
     */
    record End(String status, String phase, String context) {}

    private final String id;
    private final Path folder;
    private final Process process;

    private JobProcess(String id, Path folder, Process process) {
        this.id = id;
        this.folder = folder;
        this.process = process;
    }

    static JobProcess start(Path folder, String script, Map<String, String> variables) throws IOException {
        Path source = Files.createDirectories(folder.resolve(SOURCE));
        Path temporary = Files.createDirectories(folder.resolve(TEMPORARY));
        Path file = Files.writeString(folder.resolve("script"), script);
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(source.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(variables);
        environment.put("CODEBUILD_SRC_DIR", source.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("STAND_IN", folder.toString());
        return new JobProcess(variables.getOrDefault(ID, ""), folder, builder.start());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for the process to end, up to a timeout. */
    End await(Duration timeout) throws InterruptedException {
        boolean inTime = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            kill(handle());
            process.waitFor();
            killLeftovers();
            return new End("TIMED_OUT", phase(), "Build has timed out");
        }
        killLeftovers();
        int code = process.exitValue();
        if (code == 0) {
            return new End("SUCCEEDED", "COMPLETED", "");
        }
        String failure = read("failure");
        return new End("FAILED", phase(), failure.isEmpty() ? "exit status " + code : failure);
    }

    /**
     * Kills processes that outlived the build's own, as the end of a container would: those with the build's id in
     * their environment.
     */
    private void killLeftovers() {
        String variable = ID + "=" + id + "\0";
        ProcessHandle.allProcesses()
                .filter(handle -> environment(handle).contains(variable))
                .forEach(JobProcess::kill);
    }

    /** Returns the environment of a process; empty if it cannot be read. */
    private static String environment(ProcessHandle handle) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private String phase() {
        return phase(folder);
    }

    /** Returns the current phase of the build in this folder. */
    static String phase(Path folder) {
        return read(folder, "phase").toUpperCase(Locale.ROOT);
    }

    private String read(String name) {
        return read(folder, name);
    }

    private static String read(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Kills a process and its descendants. */
    static void kill(ProcessHandle handle) {
        List<ProcessHandle> descendants = handle.descendants().toList();
        Stream.concat(Stream.of(handle), descendants.stream()).forEach(ProcessHandle::destroyForcibly);
    }
}
