package io.slipway.cli;

import io.slipway.local.LocalCloud;
import io.slipway.local.LocalOptions;
import io.slipway.local.front.RateLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs the most frequent commands, while the JVM records the classes that it loads and links in an AOT cache for later starts: {@code
 * Rehearsal FOLDER COMMAND…} starts a cloud with its data in the folder, and runs the command with three additional arguments, the cloud's
 * URL, a token and a folder; {@code Rehearsal URL TOKEN FOLDER} runs short commands against that cloud. The launcher's build runs both, because the cloud and short
 * commands need separate caches: the cloud's classes would slow down short commands. One of the commands requests an image that is built by a
 * job, whose builder records its own cache. This class is not a command itself.
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
            "deployments",
            "usage",
            "audit",
            "build show 00000000-0000-0000-0000-000000000000");

    private Rehearsal() {}

    /** Runs a rehearsal and exits. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].startsWith("http:")) {
            commands(arguments[0], arguments[1], Path.of(arguments[2]));
        } else {
            cloud(
                    Path.of(arguments[0]).toAbsolutePath(),
                    Arrays.asList(arguments).subList(1, arguments.length));
        }
        System.exit(0);
    }

    private static void cloud(Path data, List<String> meanwhile) throws IOException {
        // Starts like the command, including its options.
        run(Slipway.commandLine("up"), "up", "--help");
        Path template = Path.of(System.getProperty("slipway.root", ".")).resolve("template.yaml");
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
                Map.of("SLIPWAY_BUILDER", recorder(template, data).toString()));
        try (LocalCloud cloud = LocalCloud.start(options, line -> {})) {
            List<String> command = new ArrayList<>(meanwhile);
            command.add(cloud.url());
            command.add(Files.readString(data.resolve("admin-token")).strip());
            command.add(Files.createDirectory(data.resolve("packages")).toString());
            awaitCommands(command);
        }
    }

    /** Waits until the commands have run, but not until their JVM has written its cache: this one writes its own meanwhile. */
    private static void awaitCommands(List<String> command) throws IOException {
        Process commands = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = commands.getInputStream()) {
            out.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Writes the program that jobs run here: the builder, which records its own cache. */
    private static Path recorder(Path template, Path data) throws IOException {
        Path builder = template.toAbsolutePath().resolveSibling("builder/target/bundle/slipway-builder");
        return Files.writeString(
                Files.createDirectories(data).resolve("recorder"), "exec bash '" + builder + "' --record\n");
    }

    private static void commands(String address, String token, Path work) throws IOException {
        run(Slipway.commandLine("--version"), "--version");
        run(Slipway.commandLine(), "--help");
        List<String> commands = new ArrayList<>(RehearsedImages.commands(work));
        commands.addAll(COMMANDS);
        for (String command : commands) {
            Stream<String> all =
                    Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--url", address, "--token", token));
            run(Slipway.commandLine(command.split(" ", 2)[0]), all.toArray(String[]::new));
        }
        // Tells the cloud that all commands have run.
        System.out.close();
    }

    /** Runs a command, whatever its result. */
    private static void run(CommandLine commandLine, String... arguments) {
        commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        commandLine.setErr(new PrintWriter(Writer.nullWriter()));
        commandLine.execute(arguments);
    }
}
