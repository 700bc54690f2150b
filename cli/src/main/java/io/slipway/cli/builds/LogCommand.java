package io.slipway.cli.builds;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway log}. */
@Command(name = "log", description = "Prints the log of a build.")
public final class LogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions options = new BuildOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Follows the log until the build has ended.")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        options.client().log(id, follow, spec.commandLine().getOut());
        return 0;
    }
}
