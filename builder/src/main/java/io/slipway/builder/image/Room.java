package io.slipway.builder.image;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The place in which a tool runs: this machine as it is, or a sandbox. */
interface Room {
    /** Returns the path of one of the job's folders, as the tool sees it. */
    String path(String folder);

    /**
     * Runs a command.
     *
     * @param environment variables for it alone; their values are on no command line
     */
    ToolProcess.Result run(List<String> command, Map<String, String> environment) throws BuildException, IOException;

    /** Runs a command that fills the folder {@link JobFolders#OUT}. */
    ToolProcess.Result put(List<String> command) throws BuildException, IOException;
}
