package io.slipway.cli.connection;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the registry's address and token come from: the options, else {@code SLIPWAY_URL} and {@code SLIPWAY_TOKEN}, else the
 * profile that {@code slipway login} wrote, else the data folder of the local cloud that runs.
 */
public final class ConnectionOptions {
    private static final Path DATA = Path.of(".slipway");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The registry's address. Default: SLIPWAY_URL, that of 'slipway login', the local cloud.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token to speak with. Better in SLIPWAY_TOKEN: others can read a command line.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder of a local cloud, whatever the environment says. Default: .slipway, where nothing else is said.")
    private @Nullable Path data;

    /** The registry, and the token. */
    public Connection connect() throws IOException {
        return new Sources(System.getenv(), Profile.read(), DATA).choose(url, token, data);
    }
}
