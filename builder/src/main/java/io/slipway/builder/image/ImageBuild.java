package io.slipway.builder.image;

import io.slipway.builds.dockerfile.Dockerfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tool's input for an image.
 *
 * @param context the folder that {@code COPY} reads from
 * @param dockerfile the Dockerfile's path in that folder
 * @param target the stage to build; by default the last
 * @param platform the platform, such as {@code linux/amd64}
 * @param args build arguments
 * @param sensitive the names of the arguments with sensitive values
 * @param secrets the values of build secrets, by id
 * @param labels labels of the image
 * @param time the time of every file of the new layers, and of the image, so that a rebuild gives the same digest
 */
public record ImageBuild(
        Path context,
        String dockerfile,
        Optional<String> target,
        String platform,
        Map<String, String> args,
        Set<String> sensitive,
        Map<String, String> secrets,
        Map<String, String> labels,
        Instant time) {
    public ImageBuild {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        sensitive = Set.copyOf(sensitive);
        secrets = Map.copyOf(secrets);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** Returns the Dockerfile's text; empty if it cannot be read. */
    String text() {
        try {
            return Files.readString(context.resolve(dockerfile), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the build arguments that are not sensitive, for the tool's command line. */
    Map<String, String> openArgs() {
        Map<String, String> open = new LinkedHashMap<>(args);
        open.keySet().removeAll(sensitive);
        return open;
    }

    /** Returns the sensitive build arguments. */
    Map<String, String> sensitiveArgs() {
        Map<String, String> hidden = new LinkedHashMap<>(args);
        hidden.keySet().retainAll(sensitive);
        return hidden;
    }

    /** Parses the Dockerfile, as far as possible. */
    Dockerfile dockerfileText() {
        return Dockerfile.read(text());
    }

    /** Returns a text without the arguments, which may be secret. */
    @Override
    public String toString() {
        return "ImageBuild of " + dockerfile + " for " + platform;
    }
}
