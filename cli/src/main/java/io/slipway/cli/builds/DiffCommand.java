package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.slipway.cli.output.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway diff}: compares packages, base images, variables and files of two builds. */
@Command(name = "diff", description = "Shows the differences between two builds; sensitive values are masked.")
public final class DiffCommand implements Callable<Integer> {
    private static final int CONTEXT = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions options = new BuildOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "plain (lines and unified diffs) or json. Default: ${DEFAULT-VALUE}.",
            defaultValue = "plain")
    private DiffFormat format = DiffFormat.PLAIN;

    /** The output formats. */
    enum DiffFormat {
        PLAIN,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "A", description = "A build's id.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another build's id.")
    private String right = "";

    @Override
    public Integer call() throws IOException {
        JsonNode diff = options.client().diff(left, right);
        PrintWriter out = spec.commandLine().getOut();
        if (format == DiffFormat.JSON) {
            out.println(Values.withoutNulls(diff).toPrettyString());
            return 0;
        }
        diff.path("packages").forEach(it -> line(out, "package " + it.path("id").asText(), it));
        diff.path("baseImages")
                .forEach(it -> line(out, "base image " + it.path("image").asText(), it));
        diff.path("variables")
                .forEach(it -> line(out, "variable " + it.path("name").asText(), it));
        diff.path("files").forEach(it -> file(out, it));
        out.flush();
        return 0;
    }

    private static void line(PrintWriter out, String name, JsonNode sides) {
        out.println(shown(name + ": " + sides.path("left").asText("(none)") + " -> "
                + sides.path("right").asText("(none)")));
    }

    private static void file(PrintWriter out, JsonNode file) {
        String path = file.path("path").asText();
        boolean texts = isText(file.path("left")) && isText(file.path("right"));
        if (!texts) {
            out.println(shown("file " + path + " differs"));
            return;
        }
        List<String> before = lines(file.path("left"));
        List<String> after = lines(file.path("right"));
        if (before.equals(after)) {
            out.println(shown("file " + path + " differs only in masked values, line ends or its encoding"));
            return;
        }
        UnifiedDiffUtils.generateUnifiedDiff("a/" + path, "b/" + path, before, DiffUtils.diff(before, after), CONTEXT)
                .forEach(line -> out.println(shown(line)));
    }

    /** Returns whether a side of the comparison has text; a missing file counts as empty. */
    private static boolean isText(JsonNode side) {
        return side.isNull() || side.path("text").isTextual();
    }

    private static List<String> lines(JsonNode side) {
        return side.path("text").asText().lines().toList();
    }

    /** Removes characters that control a terminal. */
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\t]]", "\uFFFD");
    }
}
