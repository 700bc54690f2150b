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
 * @param target the stage to build; without it the last
 * @param platforms the platforms, such as {@code linux/amd64}; several make an index
 * @param engine which engine makes the image
 * @param engineLine the line of the file that says so; 0 where none does
 * @param args build arguments; a value may be a template
 * @param secrets values for {@code RUN --mount=type=secret}, by their ids; a value may be a template, and is in no layer
 * @param labels labels of the image; a value may be a template
 * @param baseImages images of this registry, by the build argument that passes each to the Dockerfile ({@code ARG BASE},
 *     {@code FROM $BASE}): {@code [space/]name:tag}, or with a digest. A tag is resolved to its digest when the build is requested
 * @param mirrors the names that images of other registries have in this one
 * @param configImage whether the files that features changed are an image of their own, too
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

    /** The settings of an SDI without any. */
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

    /** The engines that make images. */
    public enum Engine {
        /** The Dockerfile decides. */
        AUTO,
        /** The instant engine, or a refusal. */
        INSTANT,
        /** A job. */
        JOB;

        /** The name in {@code sdi.yaml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the collections, in the order of the file. */
    public BuildSettings {
        platforms = List.copyOf(platforms);
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        baseImages = Collections.unmodifiableMap(new LinkedHashMap<>(baseImages));
    }

    /** Returns the only platform, or the first of several. */
    public String platform() {
        return platforms.getFirst();
    }
}
