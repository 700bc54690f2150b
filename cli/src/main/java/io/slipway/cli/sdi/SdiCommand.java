package io.slipway.cli.sdi;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.Problem;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway sdi}: creates and checks Source Docker Images. */
@Command(name = "sdi", description = "Creates and checks Source Docker Images.", synopsisSubcommandLabel = "COMMAND")
public final class SdiCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "check",
            description =
                    "Checks the sdi.yaml and the Dockerfile of a folder, and reports all mistakes with their positions.")
    int check(@Parameters(paramLabel = "FOLDER", description = "The folder of the Source Docker Image.") Path folder)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no folder " + folder);
        }
        SdiFile sdi;
        try {
            sdi = read(folder);
        } catch (SdiFileException e) {
            e.problems().stream()
                    .map(Problem::toString)
                    .forEach(spec.commandLine().getErr()::println);
            int count = e.problems().size();
            throw new CommandFailure(
                    folder.resolve(SdiFile.NAME) + " has " + count + (count == 1 ? " mistake" : " mistakes"));
        }
        Path dockerfile = folder.resolve(sdi.build().dockerfile());
        if (!Files.isRegularFile(dockerfile)) {
            throw new CommandFailure(
                    "there is no file " + dockerfile + ": a Source Docker Image must have a Dockerfile");
        }
        String text = new String(Files.readAllBytes(dockerfile), StandardCharsets.UTF_8);
        List<String> mistakes = new DockerfileCheck(folder, sdi).mistakes(text);
        if (!mistakes.isEmpty()) {
            mistakes.forEach(spec.commandLine().getErr()::println);
            throw new CommandFailure(
                    dockerfile + " has " + mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes"));
        }
        new DockerfileArguments(text)
                .missing(sdi.build())
                .forEach(name -> spec.commandLine()
                        .getErr()
                        .println("slipway: " + dockerfile + " has no 'ARG " + name
                                + "': the argument will not be used"));
        spec.commandLine().getErr().println("slipway: " + folder + " is a Source Docker Image");
        return 0;
    }

    /** Reads the sdi.yaml; a folder with only a Dockerfile is valid, too. At most one byte more than allowed is read. */
    private static SdiFile read(Path folder) throws IOException, SdiFileException {
        Path file = folder.resolve(SdiFile.NAME);
        if (!Files.exists(file)) {
            SdiFile.misnamed(name -> Files.exists(folder.resolve(name))).ifPresent(misnamed -> {
                throw new CommandFailure(folder + " cannot be built: " + misnamed);
            });
            return SdiFile.DEFAULT;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return SdiFileReader.read(in.readNBytes(SdiFileReader.MAX_SIZE + 1));
        }
    }

    @Command(
            name = "init",
            description = "Writes an initial sdi.yaml, which explains each key, and a Dockerfile if there is none.")
    int init(
            @Parameters(paramLabel = "FOLDER", arity = "0..1", defaultValue = ".") Path folder,
            @Option(names = "--force", description = "Replaces an existing sdi.yaml.") boolean force)
            throws IOException {
        Path file = folder.resolve(SdiFile.NAME);
        if (Files.exists(file) && !force) {
            throw new CommandFailure(file + " exists already; --force replaces it");
        }
        Files.createDirectories(folder);
        Path schema = folder.resolve("sdi.schema.json");
        for (String name : List.of("sdi.yaml", "sdi.schema.json")) {
            try (InputStream in = resource(name)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
        Path dockerfile = folder.resolve(BuildSettings.DOCKERFILE);
        boolean begun = !Files.exists(dockerfile);
        if (begun) {
            try (InputStream in = resource(BuildSettings.DOCKERFILE)) {
                Files.write(dockerfile, in.readAllBytes());
            }
        }
        spec.commandLine()
                .getErr()
                .println("slipway: wrote " + file + (begun ? ", " + dockerfile : "") + ", and " + schema
                        + " for editors");
        spec.commandLine().getOut().println(file);
        return 0;
    }

    private static InputStream resource(String name) {
        Class<?> owner = name.endsWith(".json") ? SdiFile.class : SdiCommand.class;
        InputStream in = owner.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the program's file " + name + " is missing");
        }
        return in;
    }
}
