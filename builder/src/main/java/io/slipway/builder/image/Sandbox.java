package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Separate namespaces for the programs that a Dockerfile runs, created by {@code sandbox.sh}: an unprivileged user,
 * no network, and no files but this machine's programs and the job's folders.
 */
final class Sandbox implements Room {
    private static final String SCRIPT = "sandbox.sh";

    private static final String STACK = """
            cd /work/storage && mkdir -p .trial/{l,u,w,m}
            if mount -t overlay -o lowerdir=.trial/l,upperdir=.trial/u,workdir=.trial/w,userxattr none .trial/m 2>/dev/null; then
              umount .trial/m
              echo stacked
            fi
            rm -rf .trial
            """;

    private final JobFolders folders;
    private final Path script;
    private final Path root;
    private final ToolProcess process;

    private Sandbox(JobFolders folders, Path script, Path root, JobLog log, Pattern watch) {
        this.folders = folders;
        this.script = script;
        this.root = root;
        this.process = new ToolProcess(log, folders.work(), watch);
    }

    /** Creates the folders of a sandbox. */
    static Sandbox in(JobFolders folders, JobLog log, Pattern watch) throws IOException {
        Path script = folders.work().resolve(SCRIPT);
        try (InputStream in = Sandbox.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException("the builder's jar must contain " + SCRIPT);
            }
            Files.copy(in, script);
        }
        Path root = Files.createDirectory(folders.work().resolve("root"));
        for (String folder :
                List.of(JobFolders.CONTEXT, JobFolders.BASES, JobFolders.SECRETS, JobFolders.STORAGE, JobFolders.TMP)) {
            Files.createDirectories(folders.path(folder));
        }
        return new Sandbox(folders, script, root, log, watch);
    }

    /**
     * The result of a trial.
     *
     * @param refusal the reason, if this machine does not support such isolation
     * @param stacks whether layers can be stacked there; otherwise each is a copy of all layers below it
     */
    record Trial(Optional<String> refusal, boolean stacks) {}

    /** Tries to run a program in the sandbox. */
    Trial trial() throws IOException {
        Process trial = new ProcessBuilder(command(List.of("bash", "-c", STACK)))
                .redirectErrorStream(true)
                .start();
        trial.getOutputStream().close();
        String said = new String(trial.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
        try {
            int code = trial.waitFor();
            return code == 0
                    ? new Trial(Optional.empty(), said.endsWith("stacked"))
                    : new Trial(
                            Optional.of(
                                    said.isEmpty()
                                            ? "the trial exited with " + code
                                            : said.lines().findFirst().orElse(said)),
                            false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public String path(String folder) {
        return "/work/" + folder;
    }

    @Override
    public ToolProcess.Result run(List<String> command, Map<String, String> environment) throws IOException {
        ByteArrayOutputStream variables = new ByteArrayOutputStream();
        environment.forEach((name, value) ->
                variables.writeBytes((name + "=" + value.replace("\0", "") + "\0").getBytes(StandardCharsets.UTF_8)));
        Path file = folders.path(JobFolders.TMP).resolve("environment");
        Files.deleteIfExists(file);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            variables.writeTo(out);
        }
        return process.run(command(command), Map.of());
    }

    /**
     * Runs a command and waits until all its processes have ended, so that nothing writes into the output folder
     * while it is read afterwards.
     */
    @Override
    public ToolProcess.Result put(List<String> command) throws IOException {
        Files.createDirectory(folders.path(JobFolders.OUT));
        return process.run(command(command, List.of(JobFolders.STORAGE, JobFolders.TMP, JobFolders.OUT)), Map.of());
    }

    private List<String> command(List<String> inside) {
        return command(inside, List.of(JobFolders.STORAGE, JobFolders.TMP));
    }

    private List<String> command(List<String> inside, List<String> writable) {
        List<String> command = new ArrayList<>(List.of("bash", script.toString(), root.toString()));
        for (String folder : List.of(JobFolders.CONTEXT, JobFolders.BASES, JobFolders.SECRETS)) {
            command.addAll(List.of("--ro", folders.path(folder).toString(), folder));
        }
        for (String folder : writable) {
            command.addAll(List.of("--rw", folders.path(folder).toString(), folder));
        }
        command.add("--");
        command.addAll(inside);
        return command;
    }
}
