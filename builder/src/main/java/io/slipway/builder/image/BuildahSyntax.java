package io.slipway.builder.image;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.RawInstruction;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.report.BuildException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds Dockerfile syntax that BuildKit supports but Buildah does not, or only in newer versions
 * (https://github.com/containers/buildah/blob/main/CHANGELOG.md). The check runs before the build, because an old
 * Buildah reads the lines of a here-document as instructions, and may succeed.
 */
final class BuildahSyntax {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)\\S*");
    private static final int HEREDOC = 33;
    private static final int NEVER = Integer.MAX_VALUE;

    /** The first minor version of Buildah 1 that supports a flag, by instruction and flag. */
    private static final Map<String, Integer> FLAGS = Map.ofEntries(
            Map.entry("COPY --link", 41),
            Map.entry("ADD --link", 41),
            Map.entry("COPY --parents", 40),
            Map.entry("COPY --exclude", 38),
            Map.entry("ADD --exclude", 38),
            Map.entry("ADD --checksum", HEREDOC),
            Map.entry("ADD --keep-git-dir", NEVER),
            Map.entry("ADD --unpack", NEVER),
            Map.entry("RUN --network", 30),
            Map.entry("RUN --security", NEVER),
            Map.entry("RUN --device", NEVER));

    private BuildahSyntax() {}

    /**
     * Requires that this Buildah supports the Dockerfile.
     *
     * @param said the output of {@code buildah --version}
     * @param file the Dockerfile's path
     */
    static void check(Dockerfile dockerfile, String said, String file) throws BuildException {
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            return;
        }
        int minor = version.group(1).equals("1") ? Integer.parseInt(version.group(2)) : NEVER - 1;
        for (Stage stage : dockerfile.stages()) {
            for (RawInstruction it : stage.instructions()) {
                Optional<String> unknown = unknown(it, minor);
                if (unknown.isPresent()) {
                    throw new BuildException(
                            "Buildah " + version.group(1) + "." + version.group(2) + " does not support "
                                    + unknown.get() + "; Docker's buildx, with BuildKit, does",
                            file,
                            it.line(),
                            List.of());
                }
            }
        }
    }

    private static Optional<String> unknown(RawInstruction it, int minor) {
        if (!it.heredocs().isEmpty() && minor < HEREDOC) {
            return Optional.of("here-documents (" + it.name() + " <<"
                    + it.heredocs().getFirst().name() + "), which came with 1." + HEREDOC);
        }
        return it.flags().stream()
                .map(RawInstruction.Flag::name)
                .sorted()
                .map(flag -> it.name() + " --" + flag)
                .filter(flag -> FLAGS.getOrDefault(flag, 0) > minor)
                .map(flag -> flag + since(FLAGS.getOrDefault(flag, NEVER)))
                .findFirst();
    }

    private static String since(int minor) {
        return minor == NEVER ? "" : ", which came with 1." + minor;
    }
}
