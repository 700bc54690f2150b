package io.slipway.builder.image;

import io.slipway.builder.failure.BuildException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the line of the Dockerfile at which a tool failed, in what it said last. */
final class ToolFailure {
    /** BuildKit: {@code Dockerfile:3}; parsers of both: {@code line 3}. */
    private static final Pattern NUMBER = Pattern.compile("(?:Dockerfile[^\\s:]*:|\\bline )(\\d{1,6})\\b");

    /** Buildah: {@code building at STEP "RUN false"}. */
    private static final Pattern STEP = Pattern.compile("building at STEP \"(.*?)\":");

    private ToolFailure() {}

    static BuildException of(String tool, ImageBuild build, ToolProcess.Result result) {
        String reason =
                result.lastLines().isEmpty() ? "" : ": " + result.lastLines().getLast();
        return new BuildException(
                tool + " ended with " + result.code() + reason,
                build.dockerfile(),
                line(build, result.lastLines()).orElse(0),
                result.lastLines());
    }

    private static OptionalInt line(ImageBuild build, List<String> lastLines) {
        for (String said : lastLines.reversed()) {
            Matcher step = STEP.matcher(said);
            if (step.find()) {
                return instruction(build.context().resolve(build.dockerfile()), step.group(1));
            }
            Matcher number = NUMBER.matcher(said);
            if (number.find()) {
                return OptionalInt.of(Integer.parseInt(number.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** The line that begins as the instruction does; arguments in it may have been replaced. */
    private static OptionalInt instruction(Path dockerfile, String instruction) {
        try (Stream<String> lines = Files.lines(dockerfile, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.map(String::strip).toList();
            String wanted = instruction.strip();
            for (int i = 0; i < all.size(); i++) {
                String line = all.get(i).replaceAll("\\s*\\\\$", "");
                if (!line.isEmpty() && wanted.startsWith(line)) {
                    return OptionalInt.of(i + 1);
                }
            }
        } catch (IOException e) {
            // without the file there is no line
        }
        return OptionalInt.empty();
    }
}
