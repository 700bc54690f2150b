package io.slipway.packages.sdi;

import io.slipway.core.space.Mirrors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the image's build.
 *
 * @param dockerfile the path of the Dockerfile in the working folder
 * @param target the stage to build; by default the last
 * @param platforms the platforms, such as {@code linux/amd64}; several result in an index
 * @param engine the engine that builds the image
 * @param engineLine the line of that setting; 0 if it is not set
 * @param args build arguments; a value may be a template
 * @param secrets values for {@code RUN --mount=type=secret}, by id; a value may be a template, and is not stored in a
 *     layer
 * @param labels labels of the image; a value may be a template
 * @param baseImages images of this registry, by the build argument that passes each to the Dockerfile ({@code ARG
 *     BASE}, {@code FROM $BASE}): {@code [space/]name:tag}, or with a digest. A tag is resolved to its digest when
 *     the build is requested
 * @param mirrors the names of mirrors in this registry, by those of the images in others
 * @param configImage whether the files that features changed are also pushed as a separate image
 */
public record BuildSettings(
        String dockerfile,
        Optional<String> target,
        List<String> platforms,
        Engine engine,
        int engineLine,
        Map<String, String> args,
        Map<String, String> secrets,
        Map<String, String> labels,
        Map<String, String> baseImages,
        Mirrors mirrors,
        boolean configImage) {
    /** The default path of the Dockerfile. */
    public static final String DOCKERFILE = "Dockerfile";

    /** The default platform. */
    public static final String PLATFORM = "linux/amd64";

    /** The default settings. */
    public static final BuildSettings DEFAULT = new BuildSettings(
            DOCKERFILE,
            Optional.empty(),
            List.of(PLATFORM),
            Engine.AUTO,
            0,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Mirrors.NONE,
            false);

    /** The engines that build images. */
    public enum Engine {
        /** The engine is chosen by the Dockerfile. */
        AUTO,
        /** The instant engine; a Dockerfile that it cannot build is refused. */
        INSTANT,
        /** A job for each build. */
        JOB;

        /** Returns the name in {@code sdi.yaml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the collections, preserving the order of the file. */
    public BuildSettings {
        platforms = List.copyOf(platforms);
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        baseImages = Collections.unmodifiableMap(new LinkedHashMap<>(baseImages));
    }

    /** Returns the first platform. */
    public String platform() {
        return platforms.getFirst();
    }
}
