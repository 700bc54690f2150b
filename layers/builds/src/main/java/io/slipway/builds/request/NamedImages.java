package io.slipway.builds.request;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.dockerfile.RawInstruction;
import io.slipway.builds.dockerfile.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the images of this registry that a Dockerfile itself refers to, by the registry's host or through a mirror. */
final class NamedImages {
    private static final Pattern MOUNTED = Pattern.compile("(?:^|,)from=\"?([^,\"]+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final String host;
    private final Function<String, Optional<String>> mirrors;

    /**
     * Creates a finder.
     *
     * @param host the registry's host
     * @param mirrors maps the name of an image in another registry to that of its mirror in this one
     */
    NamedImages(String host, Function<String, Optional<String>> mirrors) {
        this.host = host;
        this.mirrors = mirrors;
    }

    /**
     * Returns the names of images in this registry, with tag or digest, by their names in the Dockerfile; empty for a
     * Dockerfile with mistakes, which are left to the engine to report.
     *
     * @param args the build arguments whose values are known
     */
    Map<String, String> of(String text, Map<String, String> args) {
        Map<String, String> names = new LinkedHashMap<>();
        try {
            Dockerfile file = Dockerfile.parse(text);
            for (Stage stage : file.stages()) {
                if (file.buildsOnImage(stage)) {
                    add(names, file.expand(stage.base(), args));
                }
                for (RawInstruction instruction : stage.instructions()) {
                    sources(instruction).stream()
                            .map(name -> file.expand(name, args))
                            .filter(name -> file.stage(name, stage.number()).isEmpty()
                                    && !NUMBER.matcher(name).matches())
                            .forEach(name -> add(names, name));
                }
            }
        } catch (DockerfileException e) {
            return Map.of();
        }
        return names;
    }

    private static List<String> sources(RawInstruction instruction) {
        List<String> sources = new ArrayList<>();
        switch (instruction.name()) {
            case "COPY", "ADD" -> instruction.flag("from").ifPresent(sources::add);
            case "RUN" ->
                instruction.flags().stream()
                        .filter(flag -> flag.name().equals("mount"))
                        .map(flag -> MOUNTED.matcher(flag.value()))
                        .filter(Matcher::find)
                        .map(mounted -> mounted.group(1))
                        .forEach(sources::add);
            default -> {
                // Other values of --from refer to stages.
            }
        }
        return sources;
    }

    private void add(Map<String, String> names, String name) {
        if (name.indexOf('$') >= 0 || name.isBlank() || name.equalsIgnoreCase(Stage.SCRATCH)) {
            return;
        }
        Optional<String> own =
                name.startsWith(host + "/") ? Optional.of(name.substring(host.length() + 1)) : mirrors.apply(name);
        own.ifPresent(it -> names.put(name, it));
    }
}
