package io.slipway.cli.builds;

import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway build show}. */
@Command(name = "show", description = "Shows a build: state, inputs, image, failure.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private BuildOptions options = new BuildOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
        output.show(options.client().get(id));
        return 0;
    }
}
