package io.slipway.builder.image;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The environment in which a tool runs: the machine itself, or a sandbox. */
interface Room {
    /** Returns the path of one of the job's folders, as the tool sees it. */
    String path(String folder);

    /**
     * Runs a command.
     *
     * @param environment variables for this command only; their values are not on a command line
     */
    ToolProcess.Result run(List<String> command, Map<String, String> environment) throws BuildException, IOException;

    /** Runs a command that fills the folder {@link JobFolders#OUT}. */
    ToolProcess.Result put(List<String> command) throws BuildException, IOException;
}
