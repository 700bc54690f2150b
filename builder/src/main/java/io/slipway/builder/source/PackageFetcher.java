package io.slipway.builder.source;

import io.slipway.builder.job.JobLog;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.client.BlobPuller;
import io.slipway.client.ClientException;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import java.io.IOException;
import java.nio.file.Path;

/** Fetches packages from the registry, and verifies their digests. */
public final class PackageFetcher {
    private final BlobPuller puller;
    private final Path folder;
    private final JobLog log;
    private int fetched;

    public PackageFetcher(Session session, Path folder, JobLog log) {
        this.puller = new BlobPuller(session, Progress.NONE);
        this.folder = folder;
        this.log = log;
    }

    /** Fetches a package's archive, and returns the file. */
    public Path fetch(InputPackage wanted) throws BuildException, IOException {
        // Each package has its own file, even for equal bytes, because it may be moved into the folder.
        fetched++;
        Path target = folder.resolve(fetched + "-" + wanted.digest().hex());
        try {
            puller.pull(RemoteRepository.of(wanted.repository()), wanted.digest(), wanted.size(), target);
        } catch (ClientException e) {
            throw new BuildException(
                    "cannot fetch the package " + wanted.id() + " " + wanted.version() + ": " + e.getMessage());
        }
        log.say("fetched " + wanted.id() + " " + wanted.version() + ": " + wanted.size() + " bytes, "
                + wanted.digest());
        return target;
    }
}
