package io.slipway.cli.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.progress.ProgressBar;
import io.slipway.client.BlobPusher;
import io.slipway.client.Progress;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.FileContent;
import io.slipway.core.name.SpaceName;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.FolderPack;
import io.slipway.packages.archive.PackageIdentity;
import io.slipway.packages.archive.TemporaryFolder;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageVersion;
import io.slipway.packages.version.VersionException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
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

/**
 * {@code slipway push FILE…}: pushes packages of any size into the feed on the direct lane; a folder is packed first.
 */
@Command(name = "push", description = "Pushes packages into the feed, and prints the id and version of each.")
public final class PushCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Archives, such as Acme.Web.1.2.0.zip, or a folder, which is packed as a zip.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--id",
            description =
                    "The package's id, if neither the file nor its name contains it. Default for a folder: its name.")
    private @Nullable String id;

    @Option(names = "--version", description = "The package's version, if neither the file nor its name contains it.")
    private @Nullable String version;

    @Option(names = "--space", description = "The space. Default: ${DEFAULT-VALUE}", defaultValue = "default")
    private String space = "default";

    @Option(names = "--replace", description = "Replaces an existing version that has other bytes.")
    private boolean replace;

    @Override
    public Integer call() throws IOException {
        boolean folder = files.size() == 1 && Files.isDirectory(files.getFirst());
        boolean together = folder ? id == null || version != null : (id == null) == (version == null);
        if (!together || ((id != null || version != null) && files.size() > 1)) {
            throw new ParameterException(spec.commandLine(), "--id and --version must be given together, for one FILE");
        }
        try (TemporaryFolder work = TemporaryFolder.create("slipway-push")) {
            return push(work.path());
        }
    }

    private int push(Path work) throws IOException {
        SpaceName target = PackageAddress.space(space);
        // All files are checked before one is sent.
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(Files.isDirectory(file) ? packed(file, work) : source(file));
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
     * @param file its path
     * @param name its name in the feed
     */
    private record Source(Path file, String name, PackageId id, PackageVersion version) {}

    private Source source(Path file) throws IOException {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure("there is no file " + file);
        }
        ArchiveFormat format = ArchiveFormat.of(name)
                .filter(it -> name.length() <= PackageFile.MAX_NAME_LENGTH)
                .orElseThrow(() ->
                        new CommandFailure("the extension of " + file + " must be one of " + ArchiveFormat.known()));
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            LocalArchive.check(file, channel, format);
            if (id != null && version != null) {
                return new Source(file, name, new PackageId(id), new PackageVersion(version));
            }
            PackageIdentity identity = PackageIdentity.of(channel, name);
            return new Source(file, name, new PackageId(identity.id()), new PackageVersion(identity.version()));
        } catch (VersionException e) {
            throw new CommandFailure(file
                    + " or its name must have an id and a version, such as Acme.Web.1.2.0.zip; see --id and --version");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": " + e.getMessage());
        }
    }

    /** Packs a folder. Equal folders give equal bytes, so that pushing one again changes nothing. */
    private Source packed(Path folder, Path work) throws IOException {
        Path last = folder.toRealPath().getFileName();
        String wanted = id == null && last != null ? last.toString() : String.valueOf(id);
        String numbered = version;
        if (numbered == null) {
            throw new CommandFailure(folder + " is a folder: set the version of its package with --version");
        }
        PackageId named = PackageAddress.valid(() -> new PackageId(wanted));
        PackageVersion versioned = PackageAddress.valid(() -> new PackageVersion(numbered));
        String name = named + "." + versioned + ".zip";
        Path zip = work.resolve(name);
        try {
            if (FolderPack.pack(folder, zip) == 0) {
                throw new CommandFailure(folder + " must have files, but is empty");
            }
        } catch (ArchiveException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        return new Source(zip, name, named, versioned);
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
                    + " exists already with other bytes; choose another version, or replace it with --replace");
        }
        Progress progress = ProgressBar.of(spec.commandLine().getErr(), source.name());
        new BlobPusher(session, progress).push(RemoteRepository.of(source.id().repository(target)), content);
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
