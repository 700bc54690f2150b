package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway builds}: the last builds, the newest first: id, state, image. */
@Command(name = "builds", description = "Lists builds, the newest first.", mixinStandardHelpOptions = true)
public final class BuildsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--space", paramLabel = "S", description = "The space. Default: ${DEFAULT-VALUE}.")
    private String space = "default";

    @Option(names = "--limit", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public Integer call() throws IOException {
        for (JsonNode build : new BuildClient(connection, space).list(limit).path("builds")) {
            spec.commandLine()
                    .getOut()
                    .println(build.path("id").asText() + "\t"
                            + build.path("state").asText() + "\t"
                            + build.path("image").asText());
        }
        return 0;
    }
}
