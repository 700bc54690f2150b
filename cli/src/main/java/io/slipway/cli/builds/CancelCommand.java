package io.slipway.cli.builds;

import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway cancel}: cancels a build. */
@Command(name = "cancel", description = "Cancels a build that waits or runs.", mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Option(names = "--space", paramLabel = "S", description = "The space. Default: ${DEFAULT-VALUE}.")
    private String space = "default";

    @Override
    public Integer call() throws IOException {
        new BuildClient(connection, space).cancel(id);
        return 0;
    }
}
