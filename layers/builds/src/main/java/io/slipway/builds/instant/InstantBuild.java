package io.slipway.builds.instant;

import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Signer;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.features.EvaluatedSettings;
import io.slipway.builds.features.FeatureRun;
import io.slipway.builds.features.SdiFeatures;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.image.ConfigImage;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.JobStage;
import io.slipway.builds.report.StageClock;
import io.slipway.core.blob.Blobs;
import io.slipway.core.digest.Digest;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one instant build: reads packages, runs the features, executes the Dockerfile, stores the image and attests it. */
final class InstantBuild {
    private final BuildInputs inputs;
    private final String host;
    private final Sources sources;
    private final ImageStore store;
    private final Signer signer;
    private final DeploymentValues values;
    private final StageClock clock;
    private final BuildLog log;
    private final Path work;

    record Sources(Blobs blobs, CountedBytes bytes, Indexes indexes, BasesOf bases) {}

    /** Creates the lookup of base images for a build. */
    interface BasesOf {
        RegistryBases of(BuildInputs inputs, String host, ArchiveIndexer indexer);
    }

    InstantBuild(
            BuildInputs inputs,
            String host,
            Sources sources,
            ImageStore store,
            Signer signer,
            DeploymentValues values,
            StageClock clock,
            BuildLog log,
            Path work) {
        this.inputs = inputs;
        this.host = host;
        this.sources = sources;
        this.store = store;
        this.signer = signer;
        this.values = values;
        this.clock = clock;
        this.log = log;
        this.work = work;
    }

    /** Builds the image, and returns its digest. */
    Digest run() throws BuildException, IOException {
        clock.begin(JobStage.FETCH);
        ArchiveIndexer indexer = new ArchiveIndexer(
                sources.indexes(),
                sources.bytes(),
                inputs.repository().space(),
                Files.createDirectory(work.resolve("nested")));
        FetchedPackages packages = FetchedPackages.of(inputs, sources.blobs(), sources.bytes(), indexer, log);
        FileTree tree = packages.tree();
        SdiFile sdi = sdi(tree);
        clock.begin(JobStage.FEATURES);
        FeatureRun.Changed changed = change(tree, sdi);
        EvaluatedSettings settings = EvaluatedSettings.of(sdi.build(), values, log);
        checkSensitive(changed, settings, sdi);
        values.sayUnused(log);
        clock.begin(JobStage.BUILD);
        PlatformImages platforms =
                new PlatformImages(inputs, host, sources.bases().of(inputs, host, indexer), indexer, store, log);
        Dockerfiles dockerfile =
                Dockerfiles.of(inputs.sdi().id(), tree, sdi.build().dockerfile());
        List<PlatformImage> images = platforms.make(dockerfile, sdi.build(), settings);
        clock.begin(JobStage.PUSH);
        if (sdi.build().configImage()) {
            pushConfig(changed, tree, sdi.build());
        }
        return push(ImageDocuments.of(inputs, host, images, packages.components(), signer));
    }

    private FeatureRun.Changed change(FileTree tree, SdiFile sdi) throws BuildException, IOException {
        FeatureRun.Changed changed = new FeatureFolder(
                        tree,
                        Files.createDirectory(work.resolve("work")),
                        sources.indexes(),
                        inputs.repository().space())
                .run(new FeatureRun(values, log), SdiFeatures.of(sdi.features(), values.real()));
        clock.changed(changed.files());
        return changed;
    }

    private void checkSensitive(FeatureRun.Changed changed, EvaluatedSettings settings, SdiFile sdi)
            throws BuildException {
        List<String> sensitive = new ArrayList<>(changed.sensitive());
        sensitive.addAll(settings.sensitive());
        String warning = EvaluatedSettings.checkSensitive(sensitive, sdi.allowSensitive() || inputs.allowSensitive());
        if (!warning.isEmpty()) {
            clock.warn(warning);
        }
    }

    private void pushConfig(FeatureRun.Changed changed, FileTree tree, BuildSettings build) throws IOException {
        ConfigImage image = ConfigImage.of(
                inputs,
                changed.edits().edits(),
                path -> (tree.find(path).orElseThrow().mode() & 0111) != 0,
                build.platforms().stream().map(Platform::parse).toList());
        List<ImageStore.TaggedDocument> manifests = new ArrayList<>();
        for (Document manifest : image.manifests()) {
            boolean named = manifest.digest().equals(image.image().digest());
            manifests.add(new ImageStore.TaggedDocument(manifest, named ? List.of(inputs.configTag()) : List.of()));
        }
        store.publish(image.blobs(), manifests);
        log.say("pushed " + inputs.repository().familiar() + ":" + inputs.configTag() + " of "
                + changed.files().size() + " changed files as " + image.image().digest());
    }

    private static SdiFile sdi(FileTree tree) throws BuildException, IOException {
        Optional<byte[]> yaml = Dockerfiles.read(tree, SdiFile.NAME, SdiFileReader.MAX_SIZE + 1);
        try {
            return yaml.isEmpty() ? SdiFile.DEFAULT : SdiFileReader.read(yaml.get());
        } catch (SdiFileException e) {
            var first = e.problems().getFirst();
            List<String> all = e.problems().stream().map(Object::toString).toList();
            throw new BuildException(first.message(), SdiFile.NAME, first.line(), all);
        }
    }

    private Digest push(ImageDocuments image) throws IOException {
        List<ImageStore.TaggedDocument> manifests = new ArrayList<>();
        image.manifests().forEach(manifest -> manifests.add(new ImageStore.TaggedDocument(manifest, List.of())));
        manifests.add(new ImageStore.TaggedDocument(image.index(), List.of(inputs.tag())));
        store.publish(image.blobs(), manifests);
        Digest digest = image.index().digest();
        clock.pushed(digest);
        log.say("pushed " + inputs.image() + " as " + digest + "; read "
                + sources.bytes().count() + " bytes of packages and images, wrote "
                + store.layers().written()
                + " bytes of layers");
        return digest;
    }
}
