package io.slipway.cli.image;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.progress.ConsoleProgress;
import io.slipway.client.DockerLogins;
import io.slipway.client.RegistryUrl;
import io.slipway.client.RemoteImage;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.ImageCopier;
import io.slipway.client.image.RepositoryCopier;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.Reference;
import io.slipway.core.name.Tag;
import io.slipway.packages.archive.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway image copy}: copies an image of another registry, or all of its images, into this one. */
@Command(
        name = "copy",
        description =
                "Copies an image from any registry and prints its reference with its digest; with --all, every tag of"
                        + " a repository or of a registry. Logins of the source are those of 'docker login'. Repeating an"
                        + " interrupted copy continues it.")
public final class CopyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConnectionOptions options;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "The image's reference as in Docker: alpine:3.20, mcr.microsoft.com/dotnet/aspnet:8.0,"
                    + " host/name@sha256:…. With --all a repository (host/name), a folder of repositories"
                    + " (host/folder/), or a registry (host/).")
    @SuppressWarnings("NullAway.Init")
    private String source;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The target: [host/][space/]name[:tag]. Default tag: that of the source. "
                    + "With --all of a folder or a registry, a space or a folder in it: [host/]space[/folder].")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            description = "Only copies this platform, such as linux/arm64. Repeatable. Default: all.")
    private List<String> platforms = List.of();

    @Option(
            names = "--all",
            description =
                    "Copies every tag of the repository, or of the repositories that the registry's catalogue lists. "
                            + "Images that exist in the target are skipped.")
    private boolean all;

    @Option(names = "--referrers", description = "Also copies signatures and other artifacts that refer to the image.")
    private boolean referrers;

    @Override
    public Integer call() throws IOException {
        if (all && !platforms.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--platform cannot be used with --all: a partial copy has another digest");
        }
        Connection connection = options.connect();
        RegistryUrl registry = new RegistryUrl(connection.url());
        try (TemporaryFolder work = TemporaryFolder.create("slipway-copy");
                Session own = new Session(registry, connection.token())) {
            return all ? copyAll(own, work.path()) : copyOne(own, work.path());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private int copyOne(Session own, Path work) throws IOException {
        RegistryUrl registry = own.registry();
        RemoteImage from = RemoteImage.parse(source);
        ImageTarget to = ImageTarget.parse(target, registry.host());
        boolean tagged = target.lastIndexOf(':') > target.lastIndexOf('/');
        Reference name = !tagged && from.reference() instanceof Tag tag ? tag : to.tag();
        RemoteRepository repository = RemoteRepository.of(to.repository());
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        try (Session other = reading(from.host())) {
            Digest digest = new ImageCopier(other, from.repository(), own, repository, progress, work)
                    .copy(from, name, platforms, referrers);
            spec.commandLine().getOut().println(registry.host() + "/" + repository + "@" + digest);
            return 0;
        }
    }

    private int copyAll(Session own, Path work) throws IOException {
        CopySource from = CopySource.parse(source);
        CopyTarget to = CopyTarget.parse(target, own.registry().host(), from);
        try (Session other = reading(from.host())) {
            CopyReport report = new CopyReport(
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    own.registry().host());
            RepositoryCopier copier = new RepositoryCopier(other, own, report.progress(), work);
            List<String> names = from.repositories(other);
            for (String name : names) {
                report.begins(name, names.size());
                try {
                    RemoteRepository repository = to.of(name);
                    copier.copy(new RemoteRepository(name), repository, referrers, report.into(repository));
                } catch (IOException | IllegalArgumentException e) {
                    report.failed(name, String.valueOf(e.getMessage()));
                }
            }
            return report.end();
        }
    }

    private static Session reading(String host) throws IOException {
        return Session.reading(RemoteImage.registry(host), new DockerLogins(dockerFolder()).find(host));
    }

    private static Path dockerFolder() {
        String named = System.getenv("DOCKER_CONFIG");
        return named == null ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(named);
    }
}
