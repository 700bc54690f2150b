package io.slipway.builds.instant;

import io.slipway.builds.attest.Labels;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.dockerfile.Expansion;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Resolves the names that Dockerfiles use for images of this registry. */
final class RegistryImages {
    private RegistryImages() {}

    /** Returns the name that a build argument passes to the Dockerfile. */
    static String name(String host, BaseImage image) {
        return host + "/" + image.repository().familiar() + "@" + image.digest();
    }

    /** Returns the base images of a build by their names in the Dockerfile. */
    static Map<String, BaseImage> byName(BuildInputs inputs, String host) {
        Map<String, BaseImage> images = new HashMap<>();
        for (BaseImage image : inputs.bases()) {
            images.put(name(host, image), image);
            // Without an argument, the Dockerfile contains the name itself.
            if (image.argument().isEmpty()) {
                images.put(image.named(), image);
            }
        }
        return images;
    }

    /** Returns the base image of the target, through all stages, for its labels. */
    static Optional<Labels.Base> base(
            Dockerfile file, Optional<String> target, Map<String, String> args, BuildInputs inputs, String host) {
        try {
            Map<String, String> values = file.values(Map.of(), args);
            Optional<Stage> stage = file.target(target);
            while (stage.isPresent()) {
                String name = Expansion.word(
                        stage.get().base(), file.escape(), values, stage.get().line());
                Optional<Stage> below = file.below(stage.get(), name);
                if (below.isEmpty()) {
                    return Optional.ofNullable(byName(inputs, host).get(name))
                            .map(base -> new Labels.Base(base.named(), Optional.of(base.digest())));
                }
                stage = below;
            }
            return Optional.empty();
        } catch (DockerfileException e) {
            return Optional.empty();
        }
    }
}
