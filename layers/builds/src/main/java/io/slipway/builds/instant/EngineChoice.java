package io.slipway.builds.instant;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.features.DeploymentValues;
import io.slipway.builds.features.SdiFeatures;
import io.slipway.builds.features.TouchedFiles;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.image.DockerfileRun;
import io.slipway.builds.image.NeedsJobException;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.report.BuildException;
import io.slipway.core.blob.BlobBytes;
import io.slipway.features.run.Configuration;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.BuildSettings.Engine;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiPackages;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which engine builds an image, by a dry run of the Dockerfile. */
public final class EngineChoice {
    private final StoredImages stored;
    private final BlobBytes bytes;

    public EngineChoice(StoredImages stored, BlobBytes bytes) {
        this.stored = stored;
        this.bytes = bytes;
    }

    /**
     * Returns the reason why a job must build the image; empty if the function can. Mistakes in the Dockerfile are
     * left to the chosen engine to report.
     *
     * @param host the registry's host
     */
    public Optional<String> needsJob(BuildInputs inputs, SdiPackages.Definition sdi, String host) {
        BuildSettings settings = sdi.file().build();
        if (settings.engine() == Engine.JOB) {
            return Optional.of(SdiFile.NAME + ", line " + settings.engineLine() + ": engine: job");
        }
        if (sdi.dockerfile().isEmpty()) {
            return Optional.of("the SDI's own package does not contain " + settings.dockerfile());
        }
        DeploymentValues values =
                new DeploymentValues(inputs, Clock.fixed(inputs.build().requested(), ZoneOffset.UTC));
        if (touched(settings.dockerfile(), SdiFeatures.of(sdi.file().features(), values.real()))) {
            return Optional.of("the file features may change " + settings.dockerfile());
        }
        Map<String, String> args = new HashMap<>();
        settings.args()
                .forEach((name, template) -> args.put(
                        name,
                        Optional.ofNullable(values.evaluate(template).text()).orElse("")));
        return needsJob(sdi.dockerfile().get(), settings, args, inputs.bases(), host);
    }

    private static boolean touched(String dockerfile, Configuration configuration) {
        FileTree alone = new FileTree();
        alone.put(dockerfile, FileNode.file(0, new byte[0], new MemorySource(), false));
        try {
            return !TouchedFiles.of(alone, configuration).isEmpty();
        } catch (BuildException e) {
            return false;
        }
    }

    private Optional<String> needsJob(
            String text, BuildSettings settings, Map<String, String> args, List<BaseImage> bases, String host) {
        Map<String, BaseImage> images = new HashMap<>();
        Map<String, String> all = new HashMap<>(args);
        for (BaseImage base : bases) {
            String name = RegistryImages.name(host, base);
            images.put(base.argument().isEmpty() ? base.named() : name, base);
            all.put(base.argument(), name);
        }
        RegistryBases known = new RegistryBases(stored, bytes, Optional.empty(), images);
        try {
            Dockerfile file = Dockerfile.parse(text);
            for (String platform : settings.platforms()) {
                new DockerfileRun(
                                file,
                                new DockerfileRun.Settings(all, settings.target(), Platform.parse(platform)),
                                known,
                                Optional.empty())
                        .run();
            }
            return Optional.empty();
        } catch (NeedsJobException e) {
            return Optional.of(e.reason());
        } catch (DockerfileException | IOException e) {
            return firstRun(text);
        }
    }

    /** Returns the first line that runs a program, even in a Dockerfile with mistakes, because a job reports more about them. */
    private static Optional<String> firstRun(String text) {
        try {
            return Dockerfile.parse(text).stages().stream()
                    .flatMap(stage -> stage.instructions().stream())
                    .filter(instruction -> instruction.name().equals("RUN"))
                    .findFirst()
                    .map(run -> "line " + run.line() + ": RUN " + run.rest());
        } catch (DockerfileException e) {
            return Optional.empty();
        }
    }
}
