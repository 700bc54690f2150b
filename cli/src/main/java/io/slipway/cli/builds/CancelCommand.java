package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway cancel}. */
@Command(name = "cancel", description = "Cancels a queued or running build.")
public final class CancelCommand implements Callable<Integer> {
    @Mixin
    private BuildOptions options = new BuildOptions();

    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
        JsonNode build = options.client().cancel(id);
        options.say("the build " + id + (BuildClient.goesOn(build) ? " is being stopped" : " is cancelled"));
        return 0;
    }
}
