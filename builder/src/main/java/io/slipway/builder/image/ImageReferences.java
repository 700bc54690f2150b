package io.slipway.builder.image;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.RawInstruction;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.image.Platform;
import io.slipway.builds.report.BuildException;
import io.slipway.client.RemoteImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the images that a Dockerfile refers to: in {@code FROM}, {@code COPY --from} and {@code RUN --mount=from}. */
final class ImageReferences {
    /**
     * The transports with which tools read images from anywhere but a registry (containers/image,
     * "containers-transports"; BuildKit's contexts).
     */
    private static final Pattern TRANSPORT =
            Pattern.compile("(?:docker|dir|oci|oci-archive|oci-layout|docker-archive|docker-daemon"
                    + "|docker-image|container-image|containers-storage|ostree|sif|tarball|atomic|https?|git|ssh|input|target|local):.*"
                    + "|[./~].*");

    private static final Pattern MOUNTED = Pattern.compile("--mount=\\S*?\\bfrom=\"?([^,\\s\"]+)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /**
     * An image that the build needs.
     *
     * @param name its name, with arguments expanded
     * @param line the line of the Dockerfile that refers to it
     * @param platform its required platform
     */
    record Needed(String name, int line, Platform platform) {}

    private final ImageBuild build;
    private final Dockerfile dockerfile;

    ImageReferences(ImageBuild build) {
        this.build = build;
        this.dockerfile = build.dockerfileText();
    }

    /**
     * Returns the images of the stages up to the target, each once.
     *
     * @throws BuildException if a name is not that of an image in a registry
     */
    List<Needed> needed() throws BuildException {
        Map<String, Needed> all = new LinkedHashMap<>();
        Platform target = parsed(build.platform());
        int last = dockerfile.target(build.target()).map(Stage::number).orElse(-1);
        for (Stage stage : dockerfile.stages()) {
            if (stage.number() > last) {
                break;
            }
            if (dockerfile.buildsOnImage(stage)) {
                add(all, dockerfile.expand(stage.base(), values()), stage.line(), platform(stage, target));
            }
            for (RawInstruction it : stage.instructions()) {
                for (String from : sources(it)) {
                    if (!isStage(from, stage) && !from.equalsIgnoreCase(Stage.SCRATCH)) {
                        add(all, dockerfile.expand(from, values()), it.line(), target);
                    }
                }
            }
        }
        return List.copyOf(all.values());
    }

    private void add(Map<String, Needed> all, String name, int line, Platform platform) throws BuildException {
        if (TRANSPORT.matcher(name).matches()) {
            throw refused(name, line, "it must be the name of an image in a registry");
        }
        try {
            RemoteImage.parse(name);
        } catch (IllegalArgumentException e) {
            throw refused(name, line, String.valueOf(e.getMessage()));
        }
        all.putIfAbsent(name, new Needed(name, line, platform));
    }

    private BuildException refused(String name, int line, String why) {
        return new BuildException(
                "the build cannot use the image " + name + ": " + why, build.dockerfile(), line, List.of());
    }

    private List<String> sources(RawInstruction it) {
        List<String> sources = new ArrayList<>();
        if (it.name().equals("COPY") || it.name().equals("ADD")) {
            it.flag("from").ifPresent(sources::add);
        }
        if (it.name().equals("RUN")) {
            // Searches the unparsed lines, because a tool could read a flag in them.
            String text =
                    build.text().lines().skip(it.line() - 1L).limit(lines(it)).reduce("", (a, b) -> a + "\n" + b);
            Matcher mounted = MOUNTED.matcher(text);
            while (mounted.find()) {
                sources.add(mounted.group(1));
            }
        }
        return sources;
    }

    /** Returns the number of lines of an instruction: up to the next one. */
    private long lines(RawInstruction it) {
        return dockerfile.stages().stream()
                        .flatMap(stage -> java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(stage.line()),
                                stage.instructions().stream().map(RawInstruction::line)))
                        .filter(line -> line > it.line())
                        .mapToInt(Integer::intValue)
                        .min()
                        .orElse(Integer.MAX_VALUE)
                - (long) it.line();
    }

    private boolean isStage(String from, Stage stage) {
        return NUMBER.matcher(from).matches()
                || dockerfile.stages().stream()
                        .filter(other -> other.number() < stage.number())
                        .anyMatch(other ->
                                other.name().filter(from::equalsIgnoreCase).isPresent());
    }

    private Platform platform(Stage stage, Platform otherwise) {
        return stage.platform()
                .map(text -> parsed(dockerfile.expand(text, values())))
                .orElse(otherwise);
    }

    /** Returns the arguments, including those that BuildKit sets itself. */
    private Map<String, String> values() {
        Platform target = parsed(build.platform());
        Map<String, String> values = new HashMap<>(build.args());
        values.put("TARGETPLATFORM", target.toString());
        values.put("TARGETOS", target.os());
        values.put("TARGETARCH", target.architecture());
        values.put("TARGETVARIANT", target.variant());
        values.put("BUILDPLATFORM", "linux/" + here());
        values.put("BUILDOS", "linux");
        values.put("BUILDARCH", here());
        return values;
    }

    /** Parses a platform. An incomplete one is kept, and matches no image. */
    private static Platform parsed(String text) {
        String[] parts = text.split("/", 3);
        return new Platform(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    /** Returns the architecture of this machine. */
    private static String here() {
        String name = System.getProperty("os.arch", "amd64");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
