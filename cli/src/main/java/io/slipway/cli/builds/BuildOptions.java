package io.slipway.cli.builds;

import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the registry and a space in it. */
final class BuildOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--space",
            paramLabel = "S",
            description = "The space. Default: ${DEFAULT-VALUE}.",
            defaultValue = "default")
    private String space = "default";

    BuildClient client() throws IOException {
        return new BuildClient(connection.connect(), space, err());
    }

    BuildWait waiting(BuildClient client) {
        return new BuildWait(client, space, err());
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints a message that is not a result. */
    void say(String line) {
        err().println("slipway: " + line);
        err().flush();
    }
}
