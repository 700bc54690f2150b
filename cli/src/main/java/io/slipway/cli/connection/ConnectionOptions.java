package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the registry's address and token come from: the options, else {@code SLIPWAY_URL} and {@code SLIPWAY_TOKEN}, else the
 * profile that {@code slipway login} wrote, else the data folder of the local cloud that runs.
 */
public final class ConnectionOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--url", description = "The registry's address.")
    private @Nullable String url;

    @Option(
            names = "--token",
            description = "The token to speak with. Better in SLIPWAY_TOKEN: others can read a command line.")
    private @Nullable String token;

    @Option(
            names = "--data",
            description = "The data folder of a local cloud. Default: ${DEFAULT-VALUE}",
            defaultValue = ".slipway")
    private Path data = Path.of(".slipway");

    /** The registry, and the token. */
    public Connection connect() throws IOException {
        Profile profile = Profile.read();
        JsonNode cloud = read(data.resolve("cloud.json"));
        Optional<String> local = Optional.ofNullable(cloud.path("url").textValue());
        Optional<String> address = first(List.of(
                Optional.ofNullable(url),
                Optional.ofNullable(System.getenv("SLIPWAY_URL")),
                profile.current().map(URI::toString),
                local));
        // A remembered token goes to the registry that it is for, and to no other.
        Optional<String> secret =
                first(List.of(Optional.ofNullable(token), Optional.ofNullable(System.getenv("SLIPWAY_TOKEN"))));
        if (secret.isEmpty() && address.isPresent()) {
            secret = profile.find(address.get()).map(Profile.Login::token);
        }
        if (secret.isEmpty() && address.equals(local)) {
            secret = adminToken();
        }
        if (address.isEmpty() || secret.isEmpty()) {
            throw new CommandFailure(
                    "no registry is known: start one with './slipway up', or log in with './slipway login URL'");
        }
        return new Connection(Connection.address(address.get()), secret.get());
    }

    private Optional<String> adminToken() throws IOException {
        Path file = data.resolve("admin-token");
        return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private static Optional<String> first(List<Optional<String>> sources) {
        return sources.stream().flatMap(Optional::stream).findFirst();
    }

    private static JsonNode read(Path file) throws IOException {
        return Files.isReadable(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }
}
