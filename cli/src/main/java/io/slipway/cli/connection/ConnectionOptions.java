package io.slipway.cli.connection;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for the registry's URL and token, which default to {@code SLIPWAY_URL} and {@code SLIPWAY_TOKEN}, or the
 * profile that
 * {@code slipway login} wrote, or the data folder of the running local cloud.
 */
public final class ConnectionOptions {
    private static final Path DATA = Path.of(".slipway");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The registry's URL. Default: SLIPWAY_URL, else the one of 'slipway login', else the local cloud.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token. Prefer SLIPWAY_TOKEN: other users can read command lines.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder of a local cloud, which overrides the environment. Default: .slipway, if no other source is set.")
    private @Nullable Path data;

    /** Returns the registry with the token. */
    public Connection connect() throws IOException {
        return new Sources(System.getenv(), Profile.read(), DATA).choose(url, token, data);
    }
}
