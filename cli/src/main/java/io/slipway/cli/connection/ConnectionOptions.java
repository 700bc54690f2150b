package io.slipway.cli.connection;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for the registry's address and token, which default to {@code SLIPWAY_URL} and {@code SLIPWAY_TOKEN}, or the profile that
 * {@code slipway login} wrote, or the data folder of the running local cloud.
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
