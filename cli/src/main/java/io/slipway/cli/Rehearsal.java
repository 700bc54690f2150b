package io.slipway.cli;

import io.slipway.local.LocalCloud;
import io.slipway.local.LocalOptions;
import io.slipway.local.front.RateLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Starts a cloud, and runs the most frequent commands. The launcher's build records what the JVM loads and links meanwhile, in the AOT cache that each
 * later start reads. It is not a command.
 */
public final class Rehearsal {
    private static final List<String> COMMANDS = List.of(
            "space list",
            "space create rehearsal",
            "token create rehearsal --space rehearsal",
            "token list",
            "repository list",
            "package list",
            "builds",
            "audit",
            "build show 00000000-0000-0000-0000-000000000000");

    private Rehearsal() {}

    /**
     * Runs the rehearsal and ends the process.
     *
     * @param arguments an empty folder for the cloud's data
     */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]).toAbsolutePath();
        Path template = Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml");
        run(Slipway.commandLine("--version"), "--version");
        run(Slipway.commandLine(), "--help");
        LocalOptions options = new LocalOptions(
                template,
                data,
                "127.0.0.1",
                0,
                Optional.empty(),
                true,
                false,
                RateLimits.none(),
                Map.of(),
                Duration.ofMinutes(1),
                Map.of());
        try (LocalCloud cloud = LocalCloud.start(options, line -> {})) {
            String token = Files.readString(data.resolve("admin-token")).strip();
            for (String command : COMMANDS) {
                Stream<String> all = Stream.concat(
                        Stream.of(command.split(" ", -1)), Stream.of("--url", cloud.url(), "--token", token));
                run(Slipway.commandLine(command.split(" ", 2)[0]), all.toArray(String[]::new));
            }
        }
        System.exit(0);
    }

    /** Runs a command with any result. */
    private static void run(CommandLine commandLine, String... arguments) {
        commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        commandLine.setErr(new PrintWriter(Writer.nullWriter()));
        commandLine.execute(arguments);
    }
}
