package io.slipway.builder.image;

import io.slipway.builds.attest.Labels;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.report.BuildException;
import io.slipway.core.digest.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the base images of a Dockerfile's stages. */
public final class StageBases {
    private final Dockerfile dockerfile;
    private final Map<String, BaseImage> bases;
    private final Map<String, String> args;

    /**
     * Parses a Dockerfile.
     *
     * @param bases the images of this registry, by their names in a {@code FROM}
     * @param args the build arguments
     */
    public StageBases(Dockerfile dockerfile, Map<String, BaseImage> bases, Map<String, String> args) {
        this.dockerfile = dockerfile;
        this.bases = Map.copyOf(bases);
        this.args = Map.copyOf(args);
    }

    /** Returns the base image of the target or last stage, through all its stages; empty if it is built from scratch. */
    public Optional<Labels.Base> ofTarget(Optional<String> target) {
        return nameOfTarget(target)
                .map(name -> Optional.ofNullable(bases.get(name))
                        .map(base -> new Labels.Base(base.named(), Optional.of(base.digest())))
                        .orElseGet(() -> elsewhere(name)));
    }

    private static Labels.Base elsewhere(String name) {
        int at = name.indexOf('@');
        try {
            return at < 0
                    ? new Labels.Base(name, Optional.empty())
                    : new Labels.Base(name.substring(0, at), Optional.of(Digest.parse(name.substring(at + 1))));
        } catch (IllegalArgumentException e) {
            return new Labels.Base(name, Optional.empty());
        }
    }

    /** Refuses images for Windows without a base image. */
    void checkScratch(ImageBuild build) throws BuildException {
        Optional<Stage> first = dockerfile
                .target(build.target())
                .map(target -> dockerfile.chain(target).getFirst());
        if (build.platform().startsWith("windows/")
                && first.filter(stage -> stage.base().equalsIgnoreCase(Stage.SCRATCH))
                        .isPresent()) {
            throw new BuildException(
                    "an image for " + build.platform()
                            + " needs a Windows base image; FROM scratch has nothing that Windows could start",
                    build.dockerfile(),
                    first.get().line(),
                    List.of());
        }
    }

    /** Returns the name of the target's base image, through all its stages, with arguments expanded; empty if it is built from scratch. */
    Optional<String> nameOfTarget(Optional<String> target) {
        return dockerfile
                .target(target)
                .map(stage -> dockerfile.chain(stage).getFirst())
                .filter(dockerfile::buildsOnImage)
                .map(stage -> dockerfile.expand(stage.base(), args))
                .filter(name -> !name.isBlank());
    }
}
