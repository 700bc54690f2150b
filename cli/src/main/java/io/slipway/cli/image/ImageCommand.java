package io.slipway.cli.image;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.progress.ConsoleProgress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.Session;
import io.slipway.client.image.DockerDaemon;
import io.slipway.client.image.ImageArchive;
import io.slipway.client.image.ImagePusher;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.OciLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway image}: brings images by the direct lane, for clients that only know {@code PATCH}. */
@Command(
        name = "image",
        description = "Pushes images by the direct lane.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class ImageCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Where the image is. */
    static final class Source {
        @Option(names = "--docker", paramLabel = "IMAGE", description = "An image that a Docker daemon has.")
        private @Nullable String docker;

        @Option(names = "--oci", paramLabel = "DIR", description = "A folder in the OCI layout.")
        private @Nullable Path oci;

        @Option(
                names = "--archive",
                paramLabel = "FILE",
                description = "What 'docker save' writes, or an OCI layout in a tar.")
        private @Nullable Path archive;
    }

    @Command(
            name = "push",
            description = "Pushes an image and prints its reference with its digest.",
            mixinStandardHelpOptions = true)
    int push(
            @Mixin ConnectionOptions options,
            @Parameters(paramLabel = "REF", description = "Where to: [host/][space/]name[:tag]") String target,
            @ArgGroup(multiplicity = "1") Source source)
            throws IOException {
        Connection connection = options.connect();
        RegistryUrl registry = new RegistryUrl(connection.url());
        ImageTarget where;
        try {
            where = ImageTarget.parse(target, registry.host());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        Path work = Files.createTempDirectory("slipway-image");
        try (Session session = new Session(registry, connection.token())) {
            LocalImage image = read(source, work, where.tag().value());
            ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
            new ImagePusher(session, progress).push(where.repository(), where.tag(), image);
            spec.commandLine()
                    .getOut()
                    .println(registry.host() + "/" + where.repository().familiar() + "@" + image.digest());
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } finally {
            remove(work);
        }
    }

    private static LocalImage read(Source source, Path work, String tag) throws IOException {
        if (source.oci != null) {
            return OciLayout.read(source.oci, tag);
        }
        if (source.archive != null) {
            return ImageArchive.read(source.archive, work, tag);
        }
        Path saved = work.resolve("saved.tar");
        DockerDaemon.save(String.valueOf(source.docker), saved);
        return ImageArchive.read(saved, Files.createDirectory(work.resolve("parts")), tag);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
