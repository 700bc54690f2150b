package io.slipway.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.connection.Pages;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.progress.ProgressBar;
import io.slipway.client.BlobPuller;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Query;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway package}. */
@Command(
        name = "package",
        description = "Lists, downloads and deletes the packages of the feed.",
        synopsisSubcommandLabel = "COMMAND")
public final class PackageCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The space of the packages. */
    static final class SpaceOption {
        @Option(names = "--space", description = "The space. Default: ${DEFAULT-VALUE}", defaultValue = "default")
        private String space = "default";

        SpaceName name() {
            return PackageAddress.space(space);
        }
    }

    @Command(name = "list", description = "Lists the ids of the packages.")
    int list(@Mixin ConnectionOptions options, @Mixin OutputOptions output, @Mixin SpaceOption space)
            throws IOException {
        Connection connection = options.connect();
        String path = PackageAddress.packages(space.name());
        List<JsonNode> packages = new Pages("packages", "last")
                .all(last -> connection.call("GET", path + "?last=" + Query.encode(last), Optional.empty()));
        output.list(packages, Column.at("ID", "/id"));
        return 0;
    }

    @Command(
            name = "versions",
            description = "Lists the versions of a package, newest first: version, bytes, push time, digest.")
    int versions(
            @Mixin ConnectionOptions options,
            @Mixin OutputOptions output,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID") String id)
            throws IOException {
        output.list(
                all(options.connect(), address(space, id)).valueStream().toList(),
                Column.at("VERSION", "/version"),
                Column.at("BYTES", "/size"),
                Column.at("PUSHED", "/created", "unknown"),
                Column.at("DIGEST", "/digest"));
        return 0;
    }

    @Command(name = "show", description = "Shows a version of a package.")
    int show(
            @Mixin ConnectionOptions options,
            @Mixin OutputOptions output,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "VERSION") String version)
            throws IOException {
        output.show(options.connect().call("GET", address(space, id).version(version(version)), Optional.empty()));
        return 0;
    }

    @Command(name = "download", description = "Downloads a package, and prints its path.")
    int download(
            @Mixin ConnectionOptions options,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the latest.") @Nullable
                    String version,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "PATH",
                            description =
                                    "A folder or a new file. Default: the package's file name in the current folder.")
                    @Nullable
                    Path output)
            throws IOException {
        Connection connection = options.connect();
        PackageAddress address = address(space, id);
        JsonNode found = version == null
                ? all(connection, address).path(0)
                : connection.call("GET", address.version(version(version)), Optional.empty());
        PackageFile file = PackageAddress.valid(() -> new PackageFile(
                found.path("file").asText(),
                Digest.parse(found.path("digest").asText()),
                found.path("size").asLong()));
        Path target = target(output, file.name());
        try (Session session = new Session(new RegistryUrl(connection.url()), connection.token())) {
            new BlobPuller(session, ProgressBar.of(spec.commandLine().getErr(), file.name()))
                    .pull(
                            RemoteRepository.of(address.id().repository(address.space())),
                            file.digest(),
                            file.size(),
                            target);
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        out().println(target);
        return 0;
    }

    /**
     * Returns the file to write. Because the feed chooses the name, it must neither contain a folder nor replace a
     * file.
     */
    private static Path target(@Nullable Path output, String name) {
        Path target = output == null ? Path.of(name) : Files.isDirectory(output) ? output.resolve(name) : output;
        if (Files.exists(target)) {
            throw new CommandFailure(target + " exists already; choose another file with --output");
        }
        return target;
    }

    @Command(name = "delete", description = "Deletes a version of a package.")
    int delete(
            @Mixin ConnectionOptions options,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "VERSION") String version)
            throws IOException {
        options.connect().call("DELETE", address(space, id).version(version(version)), Optional.empty());
        return 0;
    }

    private static JsonNode all(Connection connection, PackageAddress address) throws IOException {
        return connection.call("GET", address.versions(), Optional.empty()).path("versions");
    }

    private static PackageAddress address(SpaceOption space, String id) {
        return new PackageAddress(space.name(), PackageAddress.valid(() -> new PackageId(id)));
    }

    private static PackageVersion version(String text) {
        return PackageAddress.valid(() -> new PackageVersion(text));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
