package io.slipway.builder.run;

import io.slipway.builder.attest.Attachment;
import io.slipway.builder.attest.AttestedImage;
import io.slipway.builder.image.ImageBuild;
import io.slipway.builder.image.ImageMaker;
import io.slipway.builder.image.StageBases;
import io.slipway.builder.job.JobLog;
import io.slipway.builder.source.PackageFetcher;
import io.slipway.builder.source.WorkingFolder;
import io.slipway.builds.attest.BillOfMaterials;
import io.slipway.builds.attest.Labels;
import io.slipway.builds.attest.Provenance;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.features.EvaluatedSettings;
import io.slipway.builds.features.FeatureRun;
import io.slipway.builds.features.SdiFeatures;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.JobStage;
import io.slipway.builds.report.StageClock;
import io.slipway.client.Content;
import io.slipway.client.ManifestPusher;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.ImagePusher;
import io.slipway.client.image.LocalImage;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.DigestReference;
import io.slipway.features.bill.Component;
import io.slipway.features.bill.Components;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.Extractor;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.SdiFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Runs all stages of a build: fetches and extracts the packages, runs the features, builds, pushes and attests the image. */
public final class BuildRun {
    private final BuildInputs inputs;
    private final Session session;
    private final ImageMaker maker;
    private final DeploymentValues values;
    private final StageClock clock;
    private final JobLog log;
    private final Path work;

    BuildRun(
            BuildInputs inputs,
            Session session,
            ImageMaker maker,
            DeploymentValues values,
            StageClock clock,
            JobLog log,
            Path work) {
        this.inputs = inputs;
        this.session = session;
        this.maker = maker;
        this.values = values;
        this.clock = clock;
        this.log = log;
        this.work = work;
    }

    /** Runs all stages; returns the image's digest. */
    Digest run(Instant requested) throws BuildException, IOException {
        clock.begin(JobStage.FETCH);
        PackageFetcher fetcher = new PackageFetcher(session, Files.createDirectory(work.resolve("packages")), log);
        Path sdi = fetcher.fetch(inputs.sdi());
        Map<InputPackage, Path> others = new LinkedHashMap<>();
        for (InputPackage reference : inputs.packages()) {
            others.put(reference, fetcher.fetch(reference));
        }
        clock.begin(JobStage.EXTRACT);
        Map<InputPackage, SortedSet<Component>> holds = new HashMap<>();
        holds.put(inputs.sdi(), components(inputs.sdi(), sdi));
        for (Map.Entry<InputPackage, Path> reference : others.entrySet()) {
            holds.put(reference.getKey(), components(reference.getKey(), reference.getValue()));
        }
        WorkingFolder folder = new WorkingFolder(Files.createDirectory(work.resolve(JobLog.FOLDER)));
        folder.extractSdi(inputs.sdi(), sdi);
        SdiFile file = folder.sdiFile();
        for (Map.Entry<InputPackage, Path> reference : others.entrySet()) {
            folder.add(reference.getKey(), reference.getValue());
        }
        clock.begin(JobStage.FEATURES);
        FeatureRun.Changed changed =
                new FeatureRun(values, log).plan(folder.path(), SdiFeatures.of(file.features(), values.real()));
        ImageBuild build = prepare(folder, file, changed);
        clock.begin(JobStage.BUILD);
        LocalImage made = maker.make(build, known());
        clock.begin(JobStage.PUSH);
        if (file.build().configImage()) {
            ConfigPush.push(inputs, folder.path(), changed, file.build(), session, log);
        }
        LocalImage image = attested(made, holds);
        List<Attachment> attachments = attachments(image, requested, holds);
        new ImagePusher(session, Progress.NONE)
                .push(RemoteRepository.of(inputs.repository()), inputs.tag(), withBlobs(image, attachments));
        clock.pushed(image.digest());
        log.say("pushed " + inputs.image() + " as " + image.digest());
        clock.begin(JobStage.ATTEST);
        attest(attachments);
        clock.begin(JobStage.DONE);
        return image.digest();
    }

    /** Runs the features, and prepares the tool's input; refuses sensitive values in the image unless they are allowed. */
    private ImageBuild prepare(WorkingFolder folder, SdiFile file, FeatureRun.Changed changed)
            throws BuildException, IOException {
        changed.edits().write();
        clock.changed(changed.files());
        BuildSettings build = file.build();
        EvaluatedSettings settings = EvaluatedSettings.of(build, values, log);
        Map<String, String> args = new LinkedHashMap<>(settings.args());
        // Images without an argument are in the Dockerfile itself.
        inputs.bases().stream()
                .filter(base -> !base.argument().isEmpty())
                .forEach(base -> args.put(base.argument(), reference(base)));
        Map<String, String> labels =
                Labels.of(inputs, bases(folder.path(), build, args).ofTarget(build.target()));
        labels.putAll(settings.labels());
        Map<String, String> secrets = EvaluatedSettings.secrets(build, values, log);
        List<String> sensitive = new ArrayList<>(changed.sensitive());
        sensitive.addAll(settings.sensitive());
        String warning = EvaluatedSettings.checkSensitive(sensitive, file.allowSensitive() || inputs.allowSensitive());
        if (!warning.isEmpty()) {
            clock.warn(warning);
        }
        values.sayUnused(log);
        if (!Files.isRegularFile(folder.path().resolve(build.dockerfile()), LinkOption.NOFOLLOW_LINKS)) {
            throw new BuildException("the package " + inputs.sdi().id() + " has no file " + build.dockerfile());
        }
        return new ImageBuild(
                folder.path(),
                build.dockerfile(),
                build.target(),
                build.platform(),
                args,
                settings.sensitiveArgs(),
                secrets,
                labels,
                Extractor.TIME);
    }

    private String reference(BaseImage base) {
        return session.registry().host() + "/" + base.repository().familiar() + "@" + base.digest();
    }

    private StageBases bases(Path folder, BuildSettings settings, Map<String, String> args) throws IOException {
        Path file = folder.resolve(settings.dockerfile());
        String text = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : "";
        return new StageBases(Dockerfile.read(text), known(), args);
    }

    /** Returns the base images of this registry, by their names in the Dockerfile. */
    private Map<String, BaseImage> known() {
        Map<String, BaseImage> known = new HashMap<>();
        for (BaseImage base : inputs.bases()) {
            known.put(reference(base), base);
            // Without an argument, the Dockerfile contains the name itself.
            if (base.argument().isEmpty()) {
                known.put(base.named(), base);
            }
        }
        return known;
    }

    /** Lists an archive's components; for an unreadable archive, the list is empty, and its extraction fails later. */
    private SortedSet<Component> components(InputPackage source, Path archive) throws IOException {
        Optional<ArchiveFormat> format = ArchiveFormat.of(source.fileName());
        try {
            return format.isPresent() ? Components.of(archive, format.get(), work) : Collections.emptySortedSet();
        } catch (ArchiveException e) {
            return Collections.emptySortedSet();
        }
    }

    /**
     * Creates an index with its attestations, only from data that follows from the inputs, so that the same inputs
     * give the same digest.
     */
    private LocalImage attested(LocalImage image, Map<InputPackage, SortedSet<Component>> holds) throws IOException {
        Digest digest = image.digest();
        String host = session.registry().host();
        Map<String, byte[]> statements = new LinkedHashMap<>();
        statements.put(
                BillOfMaterials.PREDICATE_TYPE, BillOfMaterials.statement(inputs, digest, Extractor.TIME, holds, host));
        statements.put(Provenance.PREDICATE_TYPE, Provenance.ofInputs(inputs, digest, host));
        return AttestedImage.of(image, statements);
    }

    private List<Attachment> attachments(
            LocalImage image, Instant requested, Map<InputPackage, SortedSet<Component>> holds) throws IOException {
        LocalImage.LocalManifest manifest = image.manifests().getLast();
        return List.of(
                Attachment.of(
                        manifest,
                        Provenance.MEDIA_TYPE,
                        Provenance.of(inputs, image.digest(), session.registry().host()),
                        Map.of(Provenance.PREDICATE_ANNOTATION, Provenance.PREDICATE_TYPE)),
                Attachment.of(
                        manifest,
                        BillOfMaterials.MEDIA_TYPE,
                        BillOfMaterials.of(inputs, image.digest(), requested, holds),
                        Map.of()));
    }

    /** Returns the image together with the blobs of its attachments, to push them in one step. */
    private static LocalImage withBlobs(LocalImage image, List<Attachment> attachments) {
        Map<Digest, Content> blobs = new LinkedHashMap<>();
        image.blobs().forEach(blob -> blobs.put(blob.digest(), blob));
        attachments.forEach(it -> it.blobs().forEach(blob -> blobs.put(blob.digest(), blob)));
        return new LocalImage(List.copyOf(blobs.values()), image.manifests());
    }

    private void attest(List<Attachment> attachments) throws IOException {
        ManifestPusher pusher = new ManifestPusher(session);
        for (Attachment attachment : attachments) {
            LocalImage.LocalManifest manifest = attachment.manifest();
            pusher.push(
                    RemoteRepository.of(inputs.repository()),
                    new DigestReference(manifest.digest()),
                    manifest.mediaType(),
                    manifest.content());
        }
    }
}
