package io.slipway.cli.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.progress.ConsoleProgress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.DockerDaemon;
import io.slipway.client.image.ImageArchive;
import io.slipway.client.image.ImagePusher;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.OciLayout;
import io.slipway.core.http.Query;
import io.slipway.packages.archive.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway image}: pushes images on the direct lane, in place of clients that only use {@code PATCH}. */
@Command(
        name = "image",
        subcommands = CopyCommand.class,
        description =
                "Pushes images on the direct lane, copies them from other registries, and lists those of a deployment.",
        synopsisSubcommandLabel = "COMMAND")
public final class ImageCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The options for the image's source. */
    static final class Source {
        @Option(names = "--docker", paramLabel = "IMAGE", description = "An image in the Docker daemon.")
        private @Nullable String docker;

        @Option(names = "--oci", paramLabel = "DIR", description = "A folder in the OCI image layout.")
        private @Nullable Path oci;

        @Option(
                names = "--archive",
                paramLabel = "FILE",
                description = "An archive of 'docker save', or an OCI image layout in a tar.")
        private @Nullable Path archive;
    }

    @Command(name = "push", description = "Pushes an image and prints its reference with its digest.")
    int push(
            @Mixin ConnectionOptions options,
            @Parameters(paramLabel = "REF", description = "The target: [host/][space/]name[:tag]") String target,
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
        try (TemporaryFolder work = TemporaryFolder.create("slipway-image");
                Session session = new Session(registry, connection.token())) {
            LocalImage image = read(source, work.path(), where.tag().value());
            ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
            new ImagePusher(session, progress).push(RemoteRepository.of(where.repository()), where.tag(), image);
            spec.commandLine()
                    .getOut()
                    .println(registry.host() + "/" + where.repository().familiar() + "@" + image.digest());
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    @Command(
            name = "of",
            description = "Lists the images that were built for a deployment: package, version, state, image, digest.")
    int of(
            @Mixin ConnectionOptions options,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "DEPLOYMENT", description = "Such as deployments-75.") String deployment,
            @Option(
                            names = "--space",
                            paramLabel = "S",
                            description = "The space. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "default")
                    String space)
            throws IOException {
        String path = "/api/spaces/" + Query.encode(space) + "/deployments/" + Query.encode(deployment) + "/images";
        JsonNode images = options.connect().call("GET", path, Optional.empty()).path("images");
        output.list(
                images.valueStream().toList(),
                Column.at("PACKAGE", "/package"),
                Column.at("VERSION", "/version"),
                Column.at("STATE", "/state"),
                Column.at("IMAGE", "/image"),
                Column.at("DIGEST", "/digest"));
        return 0;
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
}
