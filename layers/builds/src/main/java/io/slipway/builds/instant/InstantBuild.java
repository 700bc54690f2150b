package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Attached;
import io.slipway.builds.attest.AttestedIndex;
import io.slipway.builds.attest.BillOfMaterials;
import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Labels;
import io.slipway.builds.attest.Provenance;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.features.EvaluatedSettings;
import io.slipway.builds.features.FeatureRun;
import io.slipway.builds.features.SdiFeatures;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.image.ConfigImage;
import io.slipway.builds.image.DockerfileRun;
import io.slipway.builds.image.FileWork;
import io.slipway.builds.image.ImageManifest;
import io.slipway.builds.image.Layer;
import io.slipway.builds.image.NeedsJobException;
import io.slipway.builds.image.Platform;
import io.slipway.builds.image.StageState;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.Stage;
import io.slipway.builds.report.StageClock;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.features.bill.Component;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Makes one instant build: reads packages, runs the features, does the Dockerfile's instructions, stores the image and attests it. */
final class InstantBuild {
    private final BuildInputs inputs;
    private final String host;
    private final Sources sources;
    private final ImageStore store;
    private final DeploymentValues values;
    private final StageClock clock;
    private final BuildLog log;
    private final Path work;
    private final Map<InputPackage, SortedSet<Component>> components = new HashMap<>();

    /** The ports that the build reads from. */
    record Sources(Blobs blobs, CountedBytes bytes, Indexes indexes, BasesOf bases) {}

    /** Makes the bases of a build. */
    interface BasesOf {
        RegistryBases of(BuildInputs inputs, String host, Looks looks);
    }

    InstantBuild(
            BuildInputs inputs,
            String host,
            Sources sources,
            ImageStore store,
            DeploymentValues values,
            StageClock clock,
            BuildLog log,
            Path work) {
        this.inputs = inputs;
        this.host = host;
        this.sources = sources;
        this.store = store;
        this.values = values;
        this.clock = clock;
        this.log = log;
        this.work = work;
    }

    /** Makes the image; answers its digest. */
    Digest run() throws BuildException, IOException {
        clock.begin(Stage.FETCH);
        Looks looks = new Looks(
                sources.indexes(),
                sources.bytes(),
                inputs.repository().space(),
                Files.createDirectory(work.resolve("nested")));
        PackageFiles folder = new PackageFiles(sources.bytes());
        StoredBlob own = blob(inputs.sdi());
        PackageIndex index = look(looks, inputs.sdi(), own);
        folder.addSdi(inputs.sdi(), own, index);
        for (InputPackage reference : inputs.packages()) {
            StoredBlob blob = blob(reference);
            folder.add(
                    reference,
                    blob,
                    reference.extract() ? Optional.of(look(looks, reference, blob)) : Optional.empty());
        }
        FileTree tree = folder.tree();
        SdiFile sdi = sdi(tree);
        clock.begin(Stage.FEATURES);
        FeatureRun.Changed changed = new FeatureFolder(
                        tree,
                        Files.createDirectory(work.resolve("work")),
                        sources.indexes(),
                        inputs.repository().space())
                .run(new FeatureRun(values, log), SdiFeatures.of(sdi.features(), values.real()));
        clock.changed(changed.files());
        EvaluatedSettings settings = EvaluatedSettings.of(sdi.build(), values, log);
        List<String> sensitive = new ArrayList<>(changed.sensitive());
        sensitive.addAll(settings.sensitive());
        String warning = EvaluatedSettings.checkSensitive(sensitive, sdi.allowSensitive() || inputs.allowSensitive());
        if (!warning.isEmpty()) {
            clock.warn(warning);
        }
        values.sayUnused(log);
        clock.begin(Stage.BUILD);
        List<Made> images = new ArrayList<>();
        RegistryBases bases = sources.bases().of(inputs, host, looks);
        Dockerfiles dockerfile =
                Dockerfiles.of(inputs.sdi().id(), tree, sdi.build().dockerfile());
        for (String platform : sdi.build().platforms()) {
            images.add(make(dockerfile, sdi.build(), settings, Platform.parse(platform), bases, looks));
        }
        clock.begin(Stage.PUSH);
        if (sdi.build().configImage()) {
            pushConfig(changed, tree, sdi.build());
        }
        return push(images);
    }

    private void pushConfig(FeatureRun.Changed changed, FileTree tree, BuildSettings build) throws IOException {
        ConfigImage image = ConfigImage.of(
                inputs,
                changed.edits().edits(),
                path -> (tree.find(path).orElseThrow().mode() & 0111) != 0,
                build.platforms().stream().map(Platform::parse).toList());
        store.store(image.blobs());
        for (Document manifest : image.manifests()) {
            store.push(
                    manifest,
                    manifest.digest().equals(image.image().digest()) ? List.of(inputs.configTag()) : List.of());
        }
        log.say("pushed " + inputs.repository().familiar() + ":" + inputs.configTag() + " of "
                + changed.files().size() + " changed files as " + image.image().digest());
    }

    private StoredBlob blob(InputPackage source) throws BuildException {
        return sources.blobs()
                .find(source.repository(), source.digest())
                .orElseThrow(() -> new BuildException("the package " + source.id() + " " + source.version()
                        + " was deleted after the build was requested"));
    }

    private PackageIndex look(Looks looks, InputPackage source, StoredBlob blob) throws BuildException, IOException {
        PackageIndex index = looks.packageIndex(source, blob);
        components.put(source, index.components());
        log.say("looked into " + source.id() + " " + source.version() + ": "
                + index.files().size() + " files, " + source.digest());
        return index;
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

    /**
     * An image of one platform.
     *
     * @param config its configuration
     * @param manifest its manifest
     * @param platform its platform, as an index names it
     */
    private record Made(Document config, Document manifest, ObjectNode platform) {}

    private Made make(
            Dockerfiles dockerfile,
            BuildSettings build,
            EvaluatedSettings settings,
            Platform platform,
            RegistryBases bases,
            Looks looks)
            throws BuildException, IOException {
        Map<String, String> args = new LinkedHashMap<>(settings.args());
        inputs.bases().forEach(base -> args.put(base.argument(), RegistryImages.name(host, base)));
        StageState state;
        try {
            state = new DockerfileRun(
                            dockerfile.file(),
                            new DockerfileRun.Settings(args, build.target(), platform),
                            bases,
                            Optional.of(new FileWork(dockerfile.context(), looks::archive)))
                    .run();
        } catch (DockerfileException e) {
            throw dockerfile.failure(e);
        } catch (NeedsJobException e) {
            throw new BuildException(
                    "the instant engine cannot do this: " + e.reason(), dockerfile.name(), 0, List.of());
        }
        Map<String, String> labels =
                Labels.of(inputs, RegistryImages.base(dockerfile.file(), build.target(), args, inputs, host));
        labels.putAll(settings.labels());
        state.config().labels(labels);
        return store(state, platform);
    }

    private Made store(StageState state, Platform platform) throws IOException {
        List<ImageStore.StoredLayer> layers = new ArrayList<>();
        Set<Layer.Stored> linked = new LinkedHashSet<>();
        for (Layer layer : state.layers()) {
            switch (layer) {
                case Layer.Stored stored -> {
                    linked.add(stored);
                    layers.add(new ImageStore.StoredLayer(stored.descriptor(), stored.diff()));
                }
                case Layer.Made made ->
                    layers.add(store.make(made, state.config().isWindows()));
            }
        }
        store.link(linked);
        Document config = new Document(
                MediaTypes.OCI_CONFIG,
                state.config()
                        .json(layers.stream().map(ImageStore.StoredLayer::diff).toList()));
        log.say(platform + ": " + layers.size() + " layers, of which " + linked.size() + " are the base's");
        return new Made(
                config,
                ImageManifest.of(
                        config.descriptor(),
                        layers.stream().map(ImageStore.StoredLayer::descriptor).toList()),
                state.config().platform());
    }

    private Digest push(List<Made> images) throws IOException {
        List<Document> blobs = new ArrayList<>();
        List<AttestedIndex.Image> attested = new ArrayList<>();
        Instant created = Instant.ofEpochSecond(FileNode.TIME);
        for (Made image : images) {
            Digest digest = image.manifest().digest();
            Map<String, byte[]> statements = new LinkedHashMap<>();
            statements.put(
                    BillOfMaterials.PREDICATE_TYPE,
                    BillOfMaterials.statement(inputs, digest, created, components, host));
            statements.put(Provenance.PREDICATE_TYPE, Provenance.ofInputs(inputs, digest, host));
            blobs.add(image.config());
            attested.add(new AttestedIndex.Image(image.manifest().descriptor(), image.platform(), statements));
        }
        AttestedIndex index = AttestedIndex.of(attested);
        blobs.addAll(index.blobs());
        List<Attached> documents = documents(index.index().descriptor());
        documents.forEach(document -> blobs.addAll(document.blobs()));
        store.store(blobs);
        for (Made image : images) {
            store.push(image.manifest(), List.of());
        }
        for (Document attestation : index.attestations()) {
            store.push(attestation, List.of());
        }
        for (Attached document : documents) {
            store.push(document.manifest(), List.of());
        }
        store.push(index.index(), List.of(inputs.tag()));
        clock.pushed(index.index().digest());
        log.say("pushed " + inputs.image() + " as " + index.index().digest() + "; read "
                + sources.bytes().count() + " bytes of packages and images, wrote " + store.written()
                + " bytes of layers");
        return index.index().digest();
    }

    private List<Attached> documents(Descriptor image) {
        Instant requested = inputs.build().requested();
        return List.of(
                Attached.of(
                        image,
                        Provenance.MEDIA_TYPE,
                        Provenance.of(inputs, image.digest(), host),
                        Map.of(Provenance.PREDICATE_ANNOTATION, Provenance.PREDICATE_TYPE)),
                Attached.of(
                        image,
                        BillOfMaterials.MEDIA_TYPE,
                        BillOfMaterials.of(inputs, image.digest(), requested, components),
                        Map.of()));
    }
}
