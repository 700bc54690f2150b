package io.slipway.builds.instant;

import io.slipway.builds.attest.Signer;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.instant.InstantBuild.Sources;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.record.Build;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.builds.report.Mask;
import io.slipway.builds.report.StageClock;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Blobs;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.parallel.Parallel;
import io.slipway.core.upload.UploadObjects;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds images from Dockerfiles that run no programs, in the function itself. An interrupted build leaves nothing
 * visible, because its tag is set last; a repeated run reuses the layers that were already written.
 */
public final class InstantEngine {
    /** The engine's version, raised whenever the same inputs would give a different image than before. */
    public static final String VERSION = BuildInputs.INSTANT + "1";

    /** The maximum size of the archives and layers that a request indexes: 32 MiB. */
    static final long MAX_IN_REQUEST = 32L << 20;

    /** The maximum size of an archive that is assumed to be indexed without a call, in bytes: 1 MiB. */
    static final long LITTLE = 1 << 20;

    /** The message of a build that failed because of a defect, before the exception's class. */
    static final String DEFECT = "the instant engine, or a call that it made, failed; request the build again: ";

    /** The maximum number of Slipway's own stack frames in a log, for each cause of a defect. */
    private static final int MAX_FRAMES = 20;

    private static final String OWN = "io.slipway.";

    private final Ports ports;
    private final BuildObjects objects;
    private final Path temporary;

    /**
     * @param temporary the folder for the files of running builds
     */
    public InstantEngine(Ports ports, BuildObjects objects, Path temporary) {
        this.ports = ports;
        this.objects = objects;
        this.temporary = temporary;
    }

    public record Ports(
            Blobs blobs,
            BlobBytes bytes,
            BlobLinks links,
            Manifests manifests,
            StoredImages images,
            UploadObjects uploads,
            Indexes indexes,
            WrittenLayers layers,
            Signer signer,
            Clock clock) {

        ImageStore.Ports store() {
            return new ImageStore.Ports(links, uploads, manifests, layers, clock);
        }
    }

    /**
     * Returns whether the build takes only seconds, because the archives and layers without an index are small.
     *
     * @param host the registry's host
     */
    boolean isSmall(BuildInputs inputs, String host) {
        long bytes = 0;
        List<InputPackage> packages = new ArrayList<>(inputs.packages());
        packages.add(inputs.sdi());
        for (InputPackage it : packages) {
            Optional<ArchiveFormat> format = ArchiveFormat.of(it.fileName());
            boolean known = it.size() <= LITTLE
                    || format.isEmpty()
                    || ports.indexes()
                            .has(inputs.repository().space(), ArchiveIndexer.packageName(it.digest(), format.get()));
            bytes += known ? 0 : it.size();
        }
        RegistryBases bases =
                new RegistryBases(ports.images(), ports.bytes(), Optional.empty(), RegistryImages.byName(inputs, host));
        return bytes
                        + bases.unknown(
                                inputs.bases(),
                                layer -> ports.indexes()
                                        .has(inputs.repository().space(), ArchiveIndexer.layerName(layer)))
                <= MAX_IN_REQUEST;
    }

    /**
     * Builds and stores an image.
     *
     * @param host the registry's host, which is part of the names of images
     * @param pusher the id of the token that may set the tag
     * @param notes the first lines of the log
     * @return the result; the report and the log are stored
     */
    public BuildReport build(BuildInputs inputs, String host, String pusher, List<String> notes) {
        // In templates, the current time is that of the request, so that it never changes.
        DeploymentValues values =
                new DeploymentValues(inputs, Clock.fixed(inputs.build().requested(), ZoneOffset.UTC));
        Path work;
        try {
            work = Files.createTempDirectory(temporary, "slipway-instant");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            InstantLog log = new InstantLog(
                    Mask.of(values.secrets()), work.resolve("work").toString(), ports.clock());
            notes.forEach(log::say);
            StageClock clock = new StageClock(log);
            BuildFailure failure = attempt(inputs, host, pusher, values, clock, log, work);
            if (failure == null) {
                clock.begin(JobStage.DONE);
            } else {
                failure.say(log);
            }
            BuildReport report = clock.report(failure);
            Parallel.run(
                    () -> objects.putLog(inputs.build(), 1, log.text()),
                    () -> objects.putReport(inputs.build(), report));
            return report;
        } finally {
            remove(work);
        }
    }

    /** Finds the image of only the changed files, if the build creates one. */
    Optional<Digest> configImage(Build build) {
        return build.configTag()
                .flatMap(tag -> ports.manifests().resolve(build.inputs().repository(), tag));
    }

    private @Nullable BuildFailure attempt(
            BuildInputs inputs,
            String host,
            String pusher,
            DeploymentValues values,
            StageClock clock,
            InstantLog log,
            Path work) {
        CountedBytes bytes = new CountedBytes(ports.bytes());
        try {
            Digest image = new InstantBuild(
                            inputs,
                            host,
                            new Sources(
                                    ports.blobs(),
                                    bytes,
                                    ports.indexes(),
                                    (build, registry, indexer) -> bases(build, registry, bytes, indexer)),
                            new ImageStore(ports.store(), inputs.repository(), pusher),
                            ports.signer(),
                            values,
                            clock,
                            log,
                            work)
                    .run();
            log.say("the image is " + inputs.repository().familiar() + "@" + image);
            return null;
        } catch (BuildException e) {
            return BuildFailure.of(clock.stage(), e, log);
        } catch (IOException e) {
            return BuildFailure.of(clock.stage(), log.masked(String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return defect(clock.stage(), e, log);
        }
    }

    /** Logs the stack trace of a defect, but never its message, which might contain sensitive values. */
    private static BuildFailure defect(@Nullable JobStage stage, Throwable defect, InstantLog log) {
        for (Throwable cause = defect; cause != null; cause = cause.getCause()) {
            log.say(cause.getClass().getName());
            Arrays.stream(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith(OWN))
                    .limit(MAX_FRAMES)
                    .forEach(frame -> log.say("  at " + frame));
        }
        return BuildFailure.of(stage, DEFECT + defect.getClass().getName());
    }

    private RegistryBases bases(BuildInputs inputs, String host, BlobBytes bytes, ArchiveIndexer indexer) {
        return new RegistryBases(ports.images(), bytes, Optional.of(indexer), RegistryImages.byName(inputs, host));
    }

    private static void remove(Path folder) {
        try {
            FolderRemoval.remove(folder);
        } catch (IOException e) {
            // Remaining files disappear with the machine.
        }
    }
}
