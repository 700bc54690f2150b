package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway build wait}: waits for a build that was requested earlier, and prints its image. */
@Command(
        name = "wait",
        description = "Waits for a build, and prints the reference of its image.",
        exitCodeList = {
            "0:The image exists.",
            "1:Failure; the last line of standard error is the reason.",
            "2:Wrong usage.",
            "130:Ctrl-C ended the wait; the build continues."
        })
final class WaitCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions options = new BuildOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = BuildFormat.DESCRIPTION)
    private BuildFormat format = BuildFormat.PLAIN;

    @Override
    public Integer call() throws IOException {
        BuildClient client = options.client();
        JsonNode build = options.waiting(client).success(client.get(id));
        spec.commandLine().getOut().println(format.print(build));
        return 0;
    }
}
