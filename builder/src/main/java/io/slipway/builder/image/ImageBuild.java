package io.slipway.builder.image;

import io.slipway.features.dockerfile.Dockerfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tool's input for an image.
 *
 * @param context the folder that {@code COPY} sees
 * @param dockerfile the Dockerfile, from that folder
 * @param target the stage to build; without it the last
 * @param platform the platform, such as {@code linux/amd64}
 * @param args build arguments
 * @param labels labels of the image
 * @param time the time of every file of the new layers, and of the image, so that a rebuild gives the same digest
 */
public record ImageBuild(
        Path context,
        String dockerfile,
        Optional<String> target,
        String platform,
        Map<String, String> args,
        Map<String, String> labels,
        Instant time) {
    public ImageBuild {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The Dockerfile's text; empty where it cannot be read. */
    String text() {
        try {
            return Files.readString(context.resolve(dockerfile), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The Dockerfile, as far as it can be read. */
    Dockerfile dockerfileText() {
        return Dockerfile.read(text());
    }

    /** Never the arguments: a value may be secret. */
    @Override
    public String toString() {
        return "ImageBuild of " + dockerfile + " for " + platform;
    }
}
