package io.slipway.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.progress.ProgressBar;
import io.slipway.client.BlobPusher;
import io.slipway.client.Progress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.Session;
import io.slipway.client.image.FileContent;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.feed.ArchiveFormat;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageVersion;
import io.slipway.packages.version.PackageFileName;
import io.slipway.packages.version.VersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway push FILE…}: packages into the feed, of any size, by the direct lane. */
@Command(
        name = "push",
        description = "Pushes packages into the feed, and prints the id and version of each.",
        mixinStandardHelpOptions = true)
public final class PushCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Archives, such as Acme.Web.1.2.0.zip")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--id", description = "The package's id, where the file's name does not say it.")
    private @Nullable String id;

    @Option(names = "--version", description = "The package's version, where the file's name does not say it.")
    private @Nullable String version;

    @Option(names = "--space", description = "The space. Default: ${DEFAULT-VALUE}", defaultValue = "default")
    private String space = "default";

    @Option(names = "--replace", description = "Replaces a version that is there with other bytes.")
    private boolean replace;

    @Override
    public Integer call() throws IOException {
        if ((id == null) != (version == null) || (id != null && files.size() > 1)) {
            throw new ParameterException(spec.commandLine(), "--id and --version belong together, and to one FILE");
        }
        SpaceName target = PackageAddress.space(space);
        // All are looked at before one is sent.
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(source(file));
        }
        Connection connection = options.connect();
        try (Session session = new Session(new RegistryUrl(connection.url()), connection.token())) {
            for (Source source : sources) {
                push(connection, session, target, source);
            }
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    /**
     * A file to push.
     *
     * @param file where it is
     * @param name what the feed calls it
     */
    private record Source(Path file, String name, PackageId id, PackageVersion version) {}

    private Source source(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure("there is no file " + file);
        }
        if (ArchiveFormat.of(name).isEmpty() || name.length() > PackageFile.MAX_NAME_LENGTH) {
            throw new CommandFailure(file + " has none of the extensions " + ArchiveFormat.known());
        }
        try {
            if (id != null && version != null) {
                return new Source(file, name, new PackageId(id), new PackageVersion(version));
            }
            PackageFileName parsed = PackageFileName.parse(name);
            return new Source(
                    file,
                    name,
                    new PackageId(parsed.id()),
                    new PackageVersion(parsed.version().text()));
        } catch (VersionException e) {
            throw new CommandFailure("the name of " + file
                    + " does not say id and version, as Acme.Web.1.2.0.zip does; see --id and --version");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": " + e.getMessage());
        }
    }

    private void push(Connection connection, Session session, SpaceName target, Source source) throws IOException {
        FileContent content = FileContent.of(source.file());
        PackageAddress address = new PackageAddress(target, source.id());
        Optional<JsonNode> there = address.find(connection, source.version());
        boolean other = there.filter(it ->
                        !it.path("digest").asText().equals(content.digest().toString()))
                .isPresent();
        if (other && !replace) {
            throw new CommandFailure(source.id() + " " + source.version()
                    + " is there already with other bytes; take another version, or replace it with --replace");
        }
        Progress progress = ProgressBar.of(spec.commandLine().getErr(), source.name());
        new BlobPusher(session, progress).push(source.id().repository(target), content);
        JsonNode published = connection.call(
                "POST",
                address.packages(),
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", source.id().value())
                        .put("version", source.version().value())
                        .put("file", source.name())
                        .put("sha256", content.digest().hex())
                        .put("replace", replace)));
        spec.commandLine()
                .getOut()
                .println(published.path("id").asText() + " "
                        + published.path("version").asText());
    }
}
