package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import java.nio.file.Path;

/**
 * The folders of a job, by the names that a tool uses.
 *
 * @param work the job's own folder
 * @param storage the folder of a tool's layers, which may outlive the job
 */
public record JobFolders(Path work, Path storage) {
    /** The files that {@code COPY} can read. */
    static final String CONTEXT = "context";

    /** The base images. */
    static final String BASES = "bases";

    static final String STORAGE = "storage";
    static final String TMP = "tmp";

    /** The image that a tool writes. */
    static final String OUT = "out";

    /** The values of build secrets, each in its own file. */
    static final String SECRETS = "secrets";

    Path path(String folder) {
        return switch (folder) {
            case CONTEXT -> context();
            case STORAGE -> storage;
            case BASES, TMP, OUT, SECRETS -> work.resolve("tool-" + folder);
            default -> throw new IllegalArgumentException("there is no folder " + folder);
        };
    }

    Path context() {
        return work.resolve(JobLog.FOLDER);
    }
}
