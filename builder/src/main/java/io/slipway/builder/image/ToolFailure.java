package io.slipway.builder.image;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.report.BuildException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line of the Dockerfile at which a tool failed, in its last output. */
final class ToolFailure {
    /** The line in messages of BuildKit, {@code Dockerfile:3}, and of the parsers of both tools, {@code line 3}. */
    private static final Pattern NUMBER = Pattern.compile("(?:Dockerfile[^\\s:]*:|\\bline )(\\d{1,6})\\b");

    /** The failed step in messages of Buildah: {@code building at STEP "RUN false"}. */
    private static final Pattern STEP = Pattern.compile("building at STEP \"(.*?)\":");

    /** Buildah's message if it cannot get a base image: {@code initializing source docker://host/name:1: …}. */
    private static final Pattern SOURCE = Pattern.compile("initializing source docker://(\\S+):");

    /** The dump of a value that Buildah appends to errors. */
    private static final Pattern INSIDES = Pattern.compile(" &imagebuilder\\.Step\\{.*");

    private ToolFailure() {}

    static BuildException of(String tool, ImageBuild build, ToolProcess.Result result) {
        String reason = result.lastLines().isEmpty()
                ? ""
                : ": " + INSIDES.matcher(result.lastLines().getLast()).replaceFirst("");
        List<String> lines = lines(build);
        int line = line(lines, result.lastLines()).orElse(0);
        return new BuildException(
                tool + " ended with " + result.code() + reason, build.dockerfile(), line, result.lastLines());
    }

    /** Refuses the result if the tool used an image of another platform, because it would not run. */
    static void checkPlatform(ImageBuild build, ToolProcess.Result result) throws BuildException {
        if (result.seen().isPresent()) {
            Dockerfile dockerfile = build.dockerfileText();
            int line = dockerfile
                    .target(build.target())
                    .map(stage -> dockerfile.chain(stage).getFirst().line())
                    .orElse(0);
            throw new BuildException(
                    "a base image has no " + build.platform() + ": "
                            + result.seen().get(),
                    build.dockerfile(),
                    line,
                    result.lastLines());
        }
    }

    private static OptionalInt line(List<String> lines, List<String> lastLines) {
        for (String said : lastLines.reversed()) {
            Matcher step = STEP.matcher(said);
            if (step.find()) {
                String wanted = step.group(1).strip();
                return find(lines, line -> wanted.startsWith(line) || line.startsWith(wanted));
            }
            Matcher source = SOURCE.matcher(said);
            if (source.find()) {
                return find(lines, line -> line.contains(source.group(1)));
            }
            Matcher number = NUMBER.matcher(said);
            if (number.find()) {
                return OptionalInt.of(Integer.parseInt(number.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the first matching line; lines are compared by their beginning, because the tool may have expanded arguments. */
    private static OptionalInt find(List<String> lines, Predicate<String> fits) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceAll("\\s*\\\\$", "");
            if (!line.isEmpty() && fits.test(line)) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    private static List<String> lines(ImageBuild build) {
        return build.text().lines().map(String::strip).toList();
    }
}
