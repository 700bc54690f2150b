package io.slipway.builder.image;

import io.slipway.builder.job.JobLog;
import java.nio.file.Path;

/**
 * The folders of a job, by the names under which a tool sees them.
 *
 * @param work the job's own folder
 * @param storage the layers that a tool keeps, which may outlive the job
 */
public record JobFolders(Path work, Path storage) {
    /** The files that {@code COPY} sees. */
    static final String CONTEXT = "context";

    /** The images that the Dockerfile names. */
    static final String BASES = "bases";

    static final String STORAGE = "storage";
    static final String TMP = "tmp";

    /** The image that a tool makes. */
    static final String OUT = "out";

    /** The values of build secrets, each in a file. */
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
