package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs tools without a sandbox: on a machine that is used only for the build, and for builds that run no programs. */
final class OpenRoom implements Room {
    private final JobFolders folders;
    private final ToolProcess process;

    OpenRoom(JobFolders folders, JobLog log, Pattern watch) {
        this.folders = folders;
        this.process = new ToolProcess(log, folders.context(), watch);
    }

    @Override
    public String path(String folder) {
        return folders.path(folder).toString();
    }

    @Override
    public ToolProcess.Result run(List<String> command, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        String temporary = Files.createDirectories(folders.path(JobFolders.TMP)).toString();
        all.put("XDG_RUNTIME_DIR", temporary);
        all.put("TMPDIR", temporary);
        return process.run(command, all);
    }

    @Override
    public ToolProcess.Result put(List<String> command) throws IOException {
        Files.createDirectory(folders.path(JobFolders.OUT));
        return run(command, Map.of());
    }
}
