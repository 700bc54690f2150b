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
import io.slipway.core.digest.Digest;
import io.slipway.core.name.Reference;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.nio.file.Files;
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

/** {@code slipway image copy}: brings an image of another registry into this one. */
@Command(
        name = "copy",
        description =
                "Copies an image from any registry and prints its reference with its digest. "
                        + "Logins of the source are those of 'docker login'. A copy that broke off goes on when it is repeated.")
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
            description =
                    "The image as Docker names it: alpine:3.20, mcr.microsoft.com/dotnet/aspnet:8.0, host/name@sha256:…")
    @SuppressWarnings("NullAway.Init")
    private String source;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "Where to: [host/][space/]name[:tag]. Without a tag, that of the source.")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            description = "Copies this platform of several, such as linux/arm64. Repeatable. Default: all.")
    private List<String> platforms = List.of();

    @Option(names = "--referrers", description = "Copies signatures and other artifacts that refer to the image, too.")
    private boolean referrers;

    @Override
    public Integer call() throws IOException {
        Connection connection = options.connect();
        RegistryUrl registry = new RegistryUrl(connection.url());
        RemoteImage from;
        ImageTarget to;
        try {
            from = RemoteImage.parse(source);
            to = ImageTarget.parse(target, registry.host());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        boolean tagged = target.lastIndexOf(':') > target.lastIndexOf('/');
        Reference name = !tagged && from.reference() instanceof Tag tag ? tag : to.tag();
        Path work = Files.createTempDirectory("slipway-copy");
        try (Session other = Session.reading(from.registry(), new DockerLogins(dockerFolder()).find(from.host()));
                Session own = new Session(registry, connection.token())) {
            ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
            RemoteRepository repository = RemoteRepository.of(to.repository());
            Digest digest = new ImageCopier(other, from.repository(), own, repository, progress, work)
                    .copy(from, name, platforms, referrers);
            spec.commandLine().getOut().println(registry.host() + "/" + repository + "@" + digest);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } finally {
            ImageCommand.remove(work);
        }
    }

    private static Path dockerFolder() {
        String named = System.getenv("DOCKER_CONFIG");
        return named == null ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(named);
    }
}
