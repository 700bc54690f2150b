package io.slipway.builder.run;

import io.slipway.builder.image.ImageMaker;
import io.slipway.builder.image.JobMachine;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.Mask;
import io.slipway.client.RegistryUrl;
import io.slipway.client.Session;
import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a job in a temporary folder, and reports its result in every case. */
public final class JobRunner {
    private final BuildObjects objects;
    private final JobMachine machine;
    private final PrintStream console;

    public JobRunner(BuildObjects objects, JobMachine machine, PrintStream console) {
        this.machine = machine;
        this.objects = objects;
        this.console = console;
    }

    /** Runs the job; returns whether the image is in the registry. */
    public boolean run(BuildJob job) throws IOException {
        Instant requested = job.inputs().build().requested();
        // In templates, the current time is that of the request, so that it never changes.
        DeploymentValues values = new DeploymentValues(job.inputs(), Clock.fixed(requested, ZoneOffset.UTC));
        List<String> secrets = new ArrayList<>(values.secrets());
        secrets.add(job.token());
        // the form in Docker's configuration
        secrets.add(Base64.getEncoder().encodeToString(("slipway:" + job.token()).getBytes(StandardCharsets.UTF_8)));
        Path work = Files.createTempDirectory("slipway-build");
        try (JobLog log =
                new JobLog(job.inputs().build(), objects, Mask.of(secrets), work, console, Clock.systemUTC())) {
            JobClock clock = new JobClock(job.inputs().build(), objects, log);
            BuildFailure failure = attempt(job, values, clock, log, work, requested);
            if (failure != null) {
                failure.say(log);
            }
            clock.finish(failure);
            return failure == null;
        } finally {
            clean(work);
        }
    }

    /** Removes the folder; files that cannot be removed are deleted with the machine. */
    private void clean(Path work) {
        try {
            FolderRemoval.remove(work);
        } catch (IOException e) {
            console.println("the working folder could not be removed: " + e.getMessage());
        }
    }

    private @Nullable BuildFailure attempt(
            BuildJob job, DeploymentValues values, JobClock clock, JobLog log, Path work, Instant requested) {
        try (Session session = new Session(RegistryUrl.parse(job.registry()), job.token())) {
            ImageMaker maker = new ImageMaker(job.inputs(), session, job.token(), machine, log, work);
            new BuildRun(job.inputs(), session, maker, values, clock, log, work).run(requested);
            return null;
        } catch (BuildException e) {
            return BuildFailure.of(clock.stage(), e, log);
        } catch (IOException e) {
            return BuildFailure.of(clock.stage(), log.masked(text(e)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A defect: its message might contain sensitive values.
            return BuildFailure.of(
                    clock.stage(), "the builder failed: " + e.getClass().getName());
        }
    }

    /** Describes a file system error, for which Java's message is little more than a path. */
    private static String text(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case FileAlreadyExistsException there -> "a file exists already at " + there.getFile();
            case FileSystemException other -> "cannot read or write " + other.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }
}
