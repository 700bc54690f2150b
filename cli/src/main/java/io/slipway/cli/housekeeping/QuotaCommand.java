package io.slipway.cli.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway quota}. */
@Command(name = "quota", description = "Shows and sets the limits of a space.", synopsisSubcommandLabel = "COMMAND")
public final class QuotaCommand {
    @Command(name = "show", description = "Shows the limits of a space: bytes, repositories, builds a day.")
    int show(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "SPACE", description = "The space.") String space)
            throws IOException {
        print(output, connection.connect().call("GET", path(space), Optional.empty()));
        return 0;
    }

    @Command(name = "set", description = "Replaces the limits of a space; limits that are not given are removed.")
    int set(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "SPACE", description = "The space.") String space,
            @Option(
                            names = "--bytes",
                            paramLabel = "N",
                            description = "The maximum size of its blobs and manifests, in bytes.")
                    @Nullable
                    Long bytes,
            @Option(names = "--repositories", paramLabel = "N", description = "The most repositories.") @Nullable
                    Long repositories,
            @Option(
                            names = "--builds-a-day",
                            paramLabel = "N",
                            description = "The maximum number of builds requested in a day (UTC).")
                    @Nullable
                    Long builds)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("bytes", bytes)
                .put("repositories", repositories)
                .put("buildsADay", builds);
        print(output, connection.connect().call("PUT", path(space), Optional.of(body)));
        return 0;
    }

    private static void print(OutputOptions output, JsonNode quota) throws IOException {
        output.list(
                List.of(quota),
                Column.at("BYTES", "/bytes"),
                Column.at("REPOSITORIES", "/repositories"),
                Column.at("BUILDS A DAY", "/buildsADay"));
    }

    private static String path(String space) {
        return "/api/spaces/" + Query.encode(space) + "/quota";
    }
}
