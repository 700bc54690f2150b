package io.slipway.cli.builds;

import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway log}: a build's log. */
@Command(name = "log", description = "Prints the log of a build.", mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the build has ended.")
    private boolean follow;

    @Option(names = "--space", paramLabel = "S", description = "The space. Default: ${DEFAULT-VALUE}.")
    private String space = "default";

    @Override
    public Integer call() throws IOException {
        new BuildClient(connection, space).log(id, follow, spec.commandLine().getOut());
        return 0;
    }
}
