package io.slipway.builds.instant;

import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Labels;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.features.EvaluatedSettings;
import io.slipway.builds.image.DockerfileRun;
import io.slipway.builds.image.FileWork;
import io.slipway.builds.image.ImageManifest;
import io.slipway.builds.image.Layer;
import io.slipway.builds.image.NeedsJobException;
import io.slipway.builds.image.Platform;
import io.slipway.builds.image.StageState;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.packages.sdi.BuildSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the image for each platform: executes the Dockerfile, and stores the layers in the repository.
 *
 * @param inputs the inputs of the image
 * @param host the registry's host
 * @param bases the base images of the Dockerfile
 * @param indexer reads archives that the Dockerfile extracts
 * @param store stores the layers
 * @param log receives lines about each image
 */
record PlatformImages(
        BuildInputs inputs, String host, RegistryBases bases, ArchiveIndexer indexer, ImageStore store, BuildLog log) {

    /** Builds an image for each platform in the settings. */
    List<PlatformImage> make(Dockerfiles dockerfile, BuildSettings build, EvaluatedSettings settings)
            throws BuildException, IOException {
        List<PlatformImage> images = new ArrayList<>();
        for (String name : build.platforms()) {
            Platform platform = Platform.parse(name);
            StageState state = run(dockerfile, build, settings, platform);
            images.add(store(state, platform));
        }
        return images;
    }

    private StageState run(Dockerfiles dockerfile, BuildSettings build, EvaluatedSettings settings, Platform platform)
            throws BuildException, IOException {
        Map<String, String> args = new LinkedHashMap<>(settings.args());
        inputs.bases().forEach(base -> args.put(base.argument(), RegistryImages.name(host, base)));
        StageState state;
        try {
            state = new DockerfileRun(
                            dockerfile.file(),
                            new DockerfileRun.Settings(args, build.target(), platform),
                            bases,
                            Optional.of(new FileWork(dockerfile.context(), indexer::archive)))
                    .run();
        } catch (DockerfileException e) {
            throw dockerfile.failure(e);
        } catch (NeedsJobException e) {
            throw new BuildException(
                    "the instant engine cannot execute this: " + e.reason(), dockerfile.name(), 0, List.of());
        }
        Map<String, String> labels =
                Labels.of(inputs, RegistryImages.base(dockerfile.file(), build.target(), args, inputs, host));
        labels.putAll(settings.labels());
        state.config().labels(labels);
        return state;
    }

    private PlatformImage store(StageState state, Platform platform) throws IOException {
        List<LayerStore.StoredLayer> layers =
                store.layers().store(state.layers(), state.config().isWindows());
        long linked =
                state.layers().stream().filter(Layer.Stored.class::isInstance).count();
        Document config = new Document(
                MediaTypes.OCI_CONFIG,
                state.config()
                        .json(layers.stream().map(LayerStore.StoredLayer::diff).toList()));
        log.say(platform + ": " + layers.size() + " layers, " + linked + " of them from the base image");
        return new PlatformImage(
                config,
                ImageManifest.of(
                        config.descriptor(),
                        layers.stream().map(LayerStore.StoredLayer::descriptor).toList()),
                state.config().platform());
    }
}
